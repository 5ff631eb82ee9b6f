import { CopyButton } from './copy-button.tsx'
import { cx } from './cx.ts'
import { escapeControls } from './escape-controls.ts'
import css from './text.module.css'

/** Monospaced engine text, hidden characters shown. */
export function Mono({ children, className }: { children: string; className?: string }) {
  return <span className={cx(css.mono, className)}>{escapeControls(children)}</span>
}

export interface CodeProps {
  children: string
  /** A box of its own instead of a word in a sentence. */
  block?: boolean
  wrap?: boolean
  /** Adds a copy button for exactly this text. */
  copy?: string
  label?: string
}

export function Code({ children, block = false, wrap = false, copy, label }: CodeProps) {
  if (!block) return <code className={css.code}>{escapeControls(children)}</code>
  return (
    <div className={cx(css.block, wrap && css.wrap)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the keyboard (WCAG 2.1.1) */}
      <section tabIndex={0} aria-label={escapeControls(label ?? children, 60)}>
        <pre>
          <code>{escapeControls(children, 64 * 1024)}</code>
        </pre>
      </section>
      {copy === undefined ? null : <CopyButton text={copy} />}
    </div>
  )
}
