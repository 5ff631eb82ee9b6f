import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import css from './frame.module.css'
import { IconButton } from './icon-button.tsx'
import { useUiWords } from './words.tsx'

export interface ViewHeaderProps {
  title: string
  /** Filters and segments, after the title. */
  children?: ReactNode
  /** At the right end. */
  actions?: ReactNode
}

/** The strip above a view: its heading, its filters, its actions. Wraps where it is narrow. */
export function ViewHeader({ title, children, actions }: ViewHeaderProps) {
  return (
    <header className={css.viewHeader}>
      <h1 className={css.viewTitle}>{title}</h1>
      {children}
      {actions ? <div className={css.viewActions}>{actions}</div> : null}
    </header>
  )
}

export function ViewBody({ children }: { children: ReactNode }) {
  return <div className={css.viewBody}>{children}</div>
}

export interface InspectorFrameProps {
  title: ReactNode
  /** Before the title, e.g. a StatusDot. */
  dot?: ReactNode
  tags?: ReactNode
  actions?: ReactNode
  onClose: () => void
  children: ReactNode
}

export function InspectorFrame({ title, dot, tags, actions, onClose, children }: InspectorFrameProps) {
  const words = useUiWords()
  return (
    <div className={css.inspector}>
      <header className={css.inspectorHeader}>
        <div className={css.inspectorTitle}>
          {dot}
          <h2>{title}</h2>
          {tags}
          <span className={css.spring} />
          <IconButton icon={X} size="sm" label={words.close} onClick={onClose} />
        </div>
        {actions ? <div className={css.inspectorActions}>{actions}</div> : null}
      </header>
      {children}
    </div>
  )
}
