import { Popover as Base } from '@base-ui/react/popover'
import { type ReactElement, type ReactNode, useRef } from 'react'
import css from './popover.module.css'
import popup from './popup.module.css'

export interface PopoverProps {
  /** The accessible name, and the heading. */
  title: string
  open: boolean
  onOpenChange: (open: boolean) => void
  /** The button it hangs from; must take a ref and button props. */
  trigger: ReactElement<Record<string, unknown>>
  /** At the right of the heading. */
  actions?: ReactNode
  children: ReactNode
}

/** A panel that hangs from a button, for what one looks at and acts in without leaving the page. */
export function Popover({ title, open, onOpenChange, trigger, actions, children }: PopoverProps) {
  const popupBox = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={popup.positioner} align="end" sideOffset={6} collisionPadding={8}>
          <Base.Popup ref={popupBox} className={css.popover} initialFocus={popupBox}>
            <div className={css.header}>
              <Base.Title className={css.title}>{title}</Base.Title>
              {actions}
            </div>
            <div className={css.body}>{children}</div>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
