import { cx } from './cx.ts'
import css from './marks.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

export type DotTone = 'ok' | 'warn' | 'bad' | 'off' | 'info' | 'busy'

const look: Record<DotTone, string | undefined> = {
  ok: css.dotOk,
  warn: css.dotWarn,
  bad: css.dotBad,
  off: css.dotOff,
  info: css.dotInfo,
  busy: css.dotBusy,
}

export interface StatusDotProps {
  tone: DotTone
  /** The state in words: colour never stands alone. */
  label: string
  /** Draws the words too; else they are there for assistive technology and as the title. */
  showLabel?: boolean
}

export function StatusDot({ tone, label, showLabel = false }: StatusDotProps) {
  return (
    <span className={css.status} data-tone={tone} title={showLabel ? undefined : label}>
      <span aria-hidden className={cx(css.dot, look[tone])} />
      {showLabel ? label : <VisuallyHidden>{label}</VisuallyHidden>}
    </span>
  )
}
