import { CircleDot } from 'lucide-react'
import type { RecordRule } from '../../../../shared/contract/records.ts'
import { useT } from '../../../i18n/index.ts'
import { IconButton } from '../../../ui/index.ts'
import { useConnected } from '../../../world/entities.ts'
import { hasRule, useRecords } from '../../../world/records.ts'
import type { LogScope } from '../scope/scope.ts'
import type { LogTarget } from '../target.ts'
import { setRecording } from './actions.ts'
import css from './records.module.css'

/** The rule that would record what a view shows; null where none names just that. */
export function ruleOf(scope: LogScope, targets: readonly LogTarget[]): RecordRule | null {
  if (scope.kind === 'project') return { kind: 'project', project: scope.project }
  const [only] = targets
  return scope.kind === 'chosen' && targets.length === 1 && only !== undefined ? { kind: 'container', name: only.name } : null
}

/** Says whether the log that is shown is recorded, and begins or ends it. */
export function RecordToggle({ rule, targets }: { rule: RecordRule | null; targets: readonly LogTarget[] }) {
  const t = useT()
  const live = useConnected()
  const now = useRecords((records) => records.now)
  if (rule === null || now === null || !live) return null
  const on = hasRule(now, rule)
  const going = targets.some(({ id }) =>
    now.records.some((one) => one.container === id && (one.state === 'recording' || one.state === 'paused')),
  )
  const label = on ? t('records.stop') : going ? t('records.byOther') : t('records.record')
  return (
    <IconButton
      size="sm"
      icon={CircleDot}
      className={going ? css.going : undefined}
      label={label}
      pressed={on}
      onClick={() => void setRecording(rule, !on)}
    />
  )
}
