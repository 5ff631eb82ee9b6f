import type { ReactNode } from 'react'
import type { Icon } from './button.tsx'
import { cx } from './cx.ts'
import css from './marks.module.css'

export type Tone = 'neutral' | 'ok' | 'warn' | 'bad' | 'info'

export interface TagProps {
  tone?: Tone
  icon?: Icon
  title?: string
  children: ReactNode
}

export function Tag({ tone = 'neutral', icon: Glyph, title, children }: TagProps) {
  return (
    <span className={cx(css.tag, css[tone])} title={title}>
      {Glyph ? <Glyph aria-hidden /> : null}
      {children}
    </span>
  )
}

export function Badge({ children }: { children: ReactNode }) {
  return <span className={css.badge}>{children}</span>
}
