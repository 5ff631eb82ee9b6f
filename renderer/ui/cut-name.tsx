import css from './cut-name.module.css'

const BETWEEN = ' · '
/** A longer end is no word that tells one from another. */
const TAIL_CAP = 24

export type Keep = 'start' | 'end'

/**
 * A name such as `busy_hopper · toolbox`. Where it has no room its beginning is cut, and not the end that tells it from its like;
 * with `keep="start"` it is the end, as of a name that a time follows.
 */
export function CutName({ text, keep = 'end' }: { text: string; keep?: Keep }) {
  const at = keep === 'end' ? text.lastIndexOf(BETWEEN) : -1
  const split = at > 0 && text.length - at <= TAIL_CAP + BETWEEN.length ? at : text.length
  return (
    <span className={css.cut}>
      <span className={css.head}>{text.slice(0, split)}</span>
      {split < text.length ? <span className={css.tail}>{text.slice(split)}</span> : null}
    </span>
  )
}
