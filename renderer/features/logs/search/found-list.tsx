import { type KeyboardEvent, memo } from 'react'
import type { LogFound } from '../../../../shared/contract/logs-search.ts'
import { useT } from '../../../i18n/index.ts'
import { escapeControls } from '../../../ui/index.ts'
import { useLogPrefs } from '../prefs.ts'
import { colorOf } from '../view/line-content.ts'
import { stampFull, stampShort } from '../view/stamps.ts'
import css from './search.module.css'
import type { SearchTarget } from './search-target.ts'

type Props = { found: readonly LogFound[]; targets: readonly SearchTarget[]; onOpen(found: LogFound): void }

/** Up, down, Home and End go along the list. */
function walk(event: KeyboardEvent<HTMLOListElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
  if (to === undefined) return
  buttons[to]?.focus()
  event.preventDefault()
}

const keyOf = ({ source, sec, nano, tie }: LogFound): string => [source, sec, nano, tie].join()

/** The matches: stamp, source, and the part of the line around the match. Rows out of sight are not laid out. */
export const FoundList = memo(function FoundList({ found, targets, onOpen }: Props) {
  const t = useT()
  if (found.length === 0) return null
  return (
    <ol className={css.list} aria-label={t('logs.search.list')} onKeyDown={walk}>
      {found.map((one) => (
        <FoundRow key={keyOf(one)} found={one} target={targets.length > 1 ? targets[one.source] : undefined} onOpen={onOpen} />
      ))}
    </ol>
  )
})

type RowProps = { found: LogFound; target: SearchTarget | undefined; onOpen(found: LogFound): void }

/** Thousands of them stand still while others come. */
const FoundRow = memo(function FoundRow({ found, target, onOpen }: RowProps) {
  const { sec, nano, text, start, end, source, stderr } = found
  const stamps = useLogPrefs((prefs) => prefs.stamps)
  // Without its time nobody could tell one match from another.
  const mode = stamps === 'off' ? 'local' : stamps
  return (
    <li>
      <button type="button" className={css.found} onClick={() => onOpen(found)} data-stderr={stderr || undefined}>
        <time title={stampFull(sec, nano, mode)}>{stampShort(sec, nano, mode, new Date())}</time>
        {target === undefined ? null : (
          <span style={{ color: colorOf(target.hue ?? source) }} title={target.told}>
            {escapeControls(target.name, 80)}
          </span>
        )}
        <span className={css.text}>
          {escapeControls(text.slice(0, start))}
          <mark>{escapeControls(text.slice(start, end))}</mark>
          {escapeControls(text.slice(end))}
        </span>
      </button>
    </li>
  )
})
