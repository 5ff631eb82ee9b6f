import { ChevronDown, ChevronRight, Eye } from 'lucide-react'
import { memo } from 'react'
import { cx } from '../cx.ts'
import { escapeControls } from '../escape-controls.ts'
import { useUiWords } from '../words.tsx'
import css from './json-tree.module.css'
import type { Line } from './model.ts'

const STRING_CAP = 600
const NAME_CAP = 200
/** Pixels a level; deeper than this the indent stands still. */
const INDENT = 14
const DEEPEST = 24

export interface JsonLineProps {
  line: Line
  domId: string
  index: number
  top: number
  current: boolean
  match: boolean
  /** What stands for the value while it is a secret. */
  secret: string | null
  onReveal: (id: string) => void
}

export const JsonLine = memo(function JsonLine({ line, domId, index, top, current, match, secret, onReveal }: JsonLineProps) {
  const words = useUiWords()
  const Glyph = line.open ? ChevronDown : ChevronRight
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus, lines are its active descendants
    <div
      role="treeitem"
      id={domId}
      data-line={index}
      aria-level={line.depth + 1}
      aria-posinset={line.place}
      aria-setsize={line.siblings}
      aria-expanded={line.size > 0 ? line.open : undefined}
      aria-selected={current}
      className={cx(css.line, current && css.current, match && css.match)}
      style={{ transform: `translateY(${top}px)`, paddingLeft: 8 + Math.min(line.depth, DEEPEST) * INDENT }}
    >
      <span className={css.fold} data-fold={line.size > 0 ? '' : undefined}>
        {line.size > 0 ? <Glyph aria-hidden /> : null}
      </span>
      {line.name === null ? null : (
        <>
          <span className={css.name}>{escapeControls(line.name, NAME_CAP)}</span>
          <span className={css.colon}>:</span>
        </>
      )}
      <Value line={line} secret={secret} />
      {secret === null ? null : (
        <button type="button" className={css.reveal} aria-label={words.reveal} onClick={() => onReveal(line.id)}>
          <Eye aria-hidden />
        </button>
      )}
    </div>
  )
})

function Value({ line, secret }: { line: Line; secret: string | null }) {
  const words = useUiWords()
  const { value, size, open } = line
  if (Array.isArray(value)) return <Brackets empty={size === 0} open={open} pair="[]" note={words.items(size)} />
  if (typeof value === 'object' && value !== null) return <Brackets empty={size === 0} open={open} pair="{}" note={words.items(size)} />
  if (typeof value === 'string') {
    return <span className={css.string}>{escapeControls(JSON.stringify(secret ?? value.slice(0, STRING_CAP + 1)), STRING_CAP)}</span>
  }
  return <span className={typeof value === 'number' ? css.number : css.keyword}>{String(value)}</span>
}

function Brackets({ empty, open, pair, note }: { empty: boolean; open: boolean; pair: string; note: string }) {
  if (empty) return <span className={css.quiet}>{pair}</span>
  if (open) return <span className={css.quiet}>{pair[0]}</span>
  return (
    <span className={css.quiet}>
      {pair[0]}…{pair[1]} <span className={css.note}>{note}</span>
    </span>
  )
}
