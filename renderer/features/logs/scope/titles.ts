import type { Translate } from '../../../i18n/index.ts'
import type { LogTarget } from '../target.ts'
import type { LogScope } from './scope.ts'

/** What a view is about, in a word: the project, the service, the filter; null for containers that were chosen. */
export function scopeTitle(t: Translate, scope: LogScope): string | null {
  if (scope.kind === 'project') return scope.project
  if (scope.kind === 'service') return `${scope.project} · ${scope.service}`
  return scope.kind === 'filter' ? t('logs.scope.filter', { text: scope.text }) : null
}

/** Of each colour the container that has it now: those whose place was taken are left out. */
export function present(targets: readonly LogTarget[]): readonly LogTarget[] {
  const last = new Map(targets.map((target, index) => [target.hue ?? index, target]))
  return last.size === targets.length ? targets : [...last.values()]
}
