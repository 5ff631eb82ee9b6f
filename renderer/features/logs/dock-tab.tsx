import { t } from '../../i18n/index.ts'
import { type DockTab, openTab } from '../../world/view.ts'
import { LogView } from './log-view.tsx'
import type { LogTarget } from './session.ts'

const NAMED = 3

/** Opens the logs of these containers in the dock, or brings them to the front. */
export function openLogs(containers: readonly LogTarget[]): void {
  if (containers.length === 0) return
  const targets = containers.map(({ id, name }) => ({ id, name }))
  const names = targets
    .slice(0, NAMED)
    .map((target) => target.name)
    .join(', ')
  const more = targets.length - NAMED
  const title = more > 0 ? t('logs.dockMore', { names, count: more }) : t('logs.dockTitle', { names })
  const id = `logs:${targets
    .map((target) => target.id.slice(0, 12))
    .sort()
    .join('+')}`
  openTab({ id, kind: 'logs', title, params: targets })
}

/** What a tab restored from storage holds, or nothing when it is not ours. */
function targetsOf(params: unknown): LogTarget[] {
  if (!Array.isArray(params)) return []
  return (params as unknown[]).filter(
    (one): one is LogTarget =>
      typeof one === 'object' &&
      one !== null &&
      typeof (one as LogTarget).name === 'string' &&
      /^[a-f0-9]{64}$/.test(String((one as LogTarget).id)),
  )
}

export function LogTab({ tab, active }: { tab: DockTab; active: boolean }) {
  const targets = targetsOf(tab.params)
  return targets.length === 0 ? null : <LogView targets={targets} active={active} />
}
