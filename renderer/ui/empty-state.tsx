import type { ReactNode } from 'react'
import type { Icon } from './button.tsx'
import { cx } from './cx.ts'
import css from './frame.module.css'

export interface EmptyStateProps {
  icon?: Icon
  title: string
  body?: ReactNode
  actions?: ReactNode
  tone?: 'neutral' | 'bad'
  size?: 'sm' | 'md'
}

export function EmptyState({ icon: Glyph, title, body, actions, tone = 'neutral', size = 'md' }: EmptyStateProps) {
  return (
    <div className={cx(css.empty, size === 'sm' && css.emptySmall)}>
      {Glyph ? <Glyph aria-hidden className={cx(css.emptyIcon, tone === 'bad' && css.bad)} /> : null}
      <h2 className={css.emptyTitle}>{title}</h2>
      {body ? <div className={css.emptyBody}>{body}</div> : null}
      {actions ? <div className={css.emptyActions}>{actions}</div> : null}
    </div>
  )
}
