import { X } from 'lucide-react'
import { useT } from '../../../i18n/index.ts'
import { IconButton } from '../../../ui/index.ts'
import { useLogPrefs } from '../prefs.ts'
import css from './range.module.css'
import { type LogRange, rangeText } from './range.ts'

/** The chosen part of the log, which can be taken away; null: it cannot. */
export function RangeChip({ range, onRemove }: { range: LogRange; onRemove: (() => void) | null }) {
  const t = useT()
  const text = rangeText(
    t,
    range,
    useLogPrefs((prefs) => prefs.stamps),
  )
  return (
    <span className={css.chip}>
      <span>{text}</span>
      {onRemove === null ? null : <IconButton size="sm" icon={X} label={t('logs.range.remove', { range: text })} onClick={onRemove} />}
    </span>
  )
}
