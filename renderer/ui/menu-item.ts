import type { ComponentType } from 'react'
import type { Icon } from './button.tsx'

export interface MenuAction {
  kind?: 'item'
  id: string
  label: string
  icon?: Icon | undefined
  /** Keys that do the same, shown only. */
  shortcut?: string | undefined
  /** A second, quieter line: why it is disabled, or what it will do. */
  hint?: string | undefined
  danger?: boolean | undefined
  disabled?: boolean | undefined
  onSelect: () => void
}

export interface MenuCheck {
  kind: 'check'
  id: string
  label: string
  checked: boolean
  disabled?: boolean
  /** It does not stay open for more of them. */
  closes?: boolean
  onChange: (checked: boolean) => void
}

export interface MenuRadio {
  kind: 'radio'
  id: string
  label: string
  icon?: ComponentType<{ size?: number | string }> | undefined
  checked: boolean
  onSelect: () => void
}

export interface MenuSub {
  kind: 'submenu'
  id: string
  label: string
  icon?: Icon
  items: readonly MenuItem[]
}

export type MenuItem =
  | MenuAction
  | MenuCheck
  | MenuRadio
  | MenuSub
  | { kind: 'heading'; id: string; label: string }
  | { kind: 'separator'; id: string }

export type MenuItems = readonly MenuItem[] | (() => readonly MenuItem[])

export function menuItems(items: MenuItems): readonly MenuItem[] {
  return typeof items === 'function' ? items() : items
}

/** Consecutive radio items belong to one group; everything else stands alone. */
export function radioRuns(items: readonly MenuItem[]): (MenuItem | MenuRadio[])[] {
  const out: (MenuItem | MenuRadio[])[] = []
  for (const item of items) {
    const last = out.at(-1)
    if (item.kind !== 'radio') out.push(item)
    else if (Array.isArray(last)) last.push(item)
    else out.push([item])
  }
  return out
}

/** An open menu as things are now: nothing moves under the pointer, and what is no longer offered is switched off. */
export function keepPlaces(opened: readonly MenuItem[], now: readonly MenuItem[]): readonly MenuItem[] {
  const fresh = new Map(now.map((item) => [item.id, item]))
  return opened.map((item) => fresh.get(item.id) ?? ('onSelect' in item ? { ...item, disabled: true } : item))
}
