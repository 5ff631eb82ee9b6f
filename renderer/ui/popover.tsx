import { Popover as Base } from '@base-ui/react/popover'
import { type ReactElement, type ReactNode, useRef } from 'react'
import css from './popover.module.css'
import popup from './popup.module.css'
import { useStand } from './standing.ts'

export interface PopoverProps {
  /** The accessible name, and the heading. */
  title: string
  open: boolean
  onOpenChange: (open: boolean) => void
  /** The button it hangs from; must take a ref and button props. */
  trigger: ReactElement<Record<string, unknown>>
  /** At the right of the heading. */
  actions?: ReactNode
  /** What it must leave in sight, as a selector: it then hangs lower, beneath that. */
  clearOf?: string
  children: ReactNode
}

/** Between the panel and what it hangs from, in px. */
const GAP = 6

/** How far below `trigger` the panel begins: just beneath it, or beneath the strip that must stay in sight. */
function offsetBelow(trigger: Element | null, clearOf: string | undefined): number {
  const strip = clearOf === undefined ? null : document.querySelector(clearOf)
  if (trigger === null || strip === null) return GAP
  return GAP + Math.max(0, strip.getBoundingClientRect().bottom - trigger.getBoundingClientRect().bottom)
}

/** A panel that hangs from a button, for what one looks at and acts in without leaving the page. */
export function Popover({ title, open, onOpenChange, trigger, actions, clearOf, children }: PopoverProps) {
  const popupBox = useRef<HTMLElement>(null)
  const stand = useStand(popupBox)
  const button = useRef<HTMLButtonElement>(null)
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Trigger ref={button} render={trigger} />
      <Base.Portal>
        <Base.Positioner
          className={popup.positioner}
          align="end"
          sideOffset={() => offsetBelow(button.current, clearOf)}
          collisionPadding={8}
        >
          <Base.Popup ref={stand} className={css.popover} initialFocus={popupBox}>
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
