import { Menu } from '@base-ui/react/menu'
import { ChevronDown, type LucideIcon } from 'lucide-react'
import { cloneElement, type MouseEvent, type ReactElement, type RefObject, useState } from 'react'
import { Button, type ButtonSize, type ButtonVariant } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import { type MenuItems, menuItems } from './menu-item.ts'
import { MenuList } from './menu-list.tsx'
import css from './popup.module.css'
import { stand } from './standing.ts'

export interface MenuButtonProps {
  label: string
  /** Shorter than the label, drawn in its place. */
  text?: string
  icon?: LucideIcon
  items: MenuItems
  variant?: ButtonVariant
  size?: ButtonSize
  /** Only the icon is drawn; the label is its name and tooltip. Needs `icon`. */
  hideLabel?: boolean
  align?: 'start' | 'end'
  /** In a narrow view's header only the icon is drawn. */
  yields?: boolean
  disabled?: boolean
}

export function MenuButton(props: MenuButtonProps) {
  const { label, text = label, icon, items, variant = 'ghost', size, hideLabel = false, align = 'start', disabled, yields = false } = props
  const trigger =
    hideLabel && icon ? (
      <IconButton icon={icon} label={label} variant={variant} size={size} disabled={disabled} />
    ) : (
      <Button icon={icon} variant={variant} size={size} disabled={disabled} aria-label={text === label ? undefined : label}>
        {yields ? <span data-yields>{text}</span> : text}
        <ChevronDown aria-hidden />
      </Button>
    )
  return (
    <Menu.Root>
      <Menu.Trigger render={trigger} />
      <MenuPopup items={items} align={align} />
    </Menu.Root>
  )
}

type Point = { x: number; y: number }

export interface MenuAtProps {
  /** Where it opens, in client coordinates; null is closed. */
  at: Point | null
  items: MenuItems
  onClose: () => void
  /** Gets the focus back. */
  finalFocus?: RefObject<HTMLElement | null> | undefined
}

/** A menu at a point: what context menus are made of. */
export function MenuAt({ at, items, onClose, finalFocus }: MenuAtProps) {
  const [last, setLast] = useState<Point>({ x: 0, y: 0 })
  if (at && (at.x !== last.x || at.y !== last.y)) setLast(at)
  const anchor = { getBoundingClientRect: () => new DOMRect(last.x, last.y, 0, 0) }
  return (
    <Menu.Root open={at !== null} onOpenChange={(open) => (open ? undefined : onClose())}>
      <MenuPopup items={items} align="start" anchor={anchor} finalFocus={finalFocus} />
    </Menu.Root>
  )
}

interface PopupProps {
  items: MenuItems
  align: 'start' | 'end'
  anchor?: { getBoundingClientRect: () => DOMRect }
  finalFocus?: RefObject<HTMLElement | null> | undefined
}

function MenuPopup({ items, align, anchor, finalFocus }: PopupProps) {
  return (
    <Menu.Portal>
      <Menu.Positioner
        className={css.positioner}
        align={align}
        anchor={anchor}
        sideOffset={anchor ? 0 : 4}
        collisionPadding={8}
        // At a point it moves to where it fits whole; below a button it would cover that.
        collisionAvoidance={anchor ? { side: 'shift', align: 'shift', fallbackAxisSide: 'none' } : undefined}
      >
        <Menu.Popup
          ref={stand}
          className={css.popup}
          finalFocus={finalFocus ? () => (focusIsFree() ? finalFocus.current : false) : undefined}
        >
          <LazyItems items={items} />
        </Menu.Popup>
      </Menu.Positioner>
    </Menu.Portal>
  )
}

/** Whatever an item opened (a dialog, a terminal) and put the focus into keeps it: an explicit `finalFocus` would take it away. */
const focusIsFree = (): boolean => document.activeElement === document.body || document.activeElement?.closest('[role=menu]') !== null

/** Asks for the items only while the popup is mounted, so a closed menu costs nothing. */
function LazyItems({ items }: { items: MenuItems }) {
  return <MenuList items={menuItems(items)} />
}

type TargetProps = { onContextMenu?: (event: MouseEvent<HTMLElement>) => void }

/** Right click, Shift+F10 and the Menu key (which arrive as the same DOM event) on the child. */
export function ContextMenu({ items, children }: { items: MenuItems; children: ReactElement<TargetProps> }) {
  const [at, setAt] = useState<Point | null>(null)
  const open = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault()
    // Opened from the keyboard there is no pointer: Chromium reports 0,0 or the element's corner.
    const box = event.currentTarget.getBoundingClientRect()
    const keyboard = event.clientX === 0 && event.clientY === 0
    setAt(keyboard ? { x: box.left + 8, y: box.bottom } : { x: event.clientX, y: event.clientY })
  }
  return (
    <>
      {cloneElement(children, { onContextMenu: open })}
      <MenuAt at={at} items={items} onClose={() => setAt(null)} />
    </>
  )
}
