import { cx } from '../../ui/index.ts'
import css from './terminal.module.css'

/** What a banner says, as one text: in a narrow pane it takes more lines, in a low one a single line. `short`: two lines at most. */
export function Said({ title, words, short = false }: { title?: string; words: string; short?: boolean }) {
  return (
    <span className={cx(css.said, short && css.short)} title={title === undefined ? words : `${title} ${words}`}>
      {title === undefined ? null : <b>{title}</b>} <span>{words}</span>
    </span>
  )
}
