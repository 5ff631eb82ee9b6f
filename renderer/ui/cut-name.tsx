import css from './cut-name.module.css'

const BETWEEN = ' · '
/** A longer end is no word that tells one from another. */
const TAIL_CAP = 24

/** A name such as `busy_hopper · toolbox`. Where it has no room its beginning is cut, and not the end that tells it from its like. */
export function CutName({ text }: { text: string }) {
  const at = text.lastIndexOf(BETWEEN)
  const split = at > 0 && text.length - at <= TAIL_CAP + BETWEEN.length ? at : text.length
  return (
    <span className={css.cut}>
      <span className={css.head}>{text.slice(0, split)}</span>
      {split < text.length ? <span className={css.tail}>{text.slice(split)}</span> : null}
    </span>
  )
}
