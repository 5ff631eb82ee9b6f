import { type MouseEvent, type PointerEvent, type RefObject, useMemo, useRef, useState } from 'react'
import { keepPlaces, type MenuItem } from '../menu-item.ts'
import type { Arrangement } from './arrange.ts'
import type { EntityTableProps } from './types.ts'
import type { Cursor, PickMode } from './use-cursor.ts'

interface OpenMenu {
  at: { x: number; y: number }
  items: () => readonly MenuItem[]
}

interface PointerInput<T> {
  grid: HTMLElement | null
  view: Arrangement<T>
  byId: ReadonlyMap<string, T>
  cursor: Cursor<T>
  selected: readonly string[]
  props: EntityTableProps<T>
  fold: (key: string, folded: boolean) => void
  columnsMenu: () => readonly MenuItem[]
}

const closest = (event: { target: EventTarget }, selector: string): HTMLElement | null =>
  event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null

/** Links, buttons and fields inside a cell are their own; the row's checkbox and the group's button are ours. */
const isOwn = (event: { target: EventTarget }): boolean =>
  closest(event, '[data-table-own]') !== null ||
  (closest(event, 'a, button, input, [role=menuitem]') !== null && closest(event, '[data-table-select], [data-table-group]') === null)

/** Mouse, hover and context menu, listened to once on the grid: rows carry no handlers. */
export function usePointer<T>(input: PointerInput<T>) {
  const [hovered, setHovered] = useState<string | null>(null)
  const [menu, setMenu] = useState<OpenMenu | null>(null)
  const latest = useRef(input)
  latest.current = input
  const gridRef = useRef<HTMLElement | null>(null)
  gridRef.current = input.grid
  const handlers = useMemo(() => makeHandlers(latest, setHovered, setMenu), [])
  const openAtCursor = (domId: string | undefined) => {
    const box = (domId ? document.getElementById(domId) : null)?.getBoundingClientRect()
    if (box) setMenu(menuFor(latest, currentId(input), { x: box.left + 40, y: box.bottom }))
  }
  return { handlers, hovered, menu, gridRef, openAtCursor, closeMenu: () => setMenu(null) }
}

function currentId<T>({ cursor }: PointerInput<T>): string | null {
  return cursor.item?.kind === 'row' ? cursor.item.id : null
}

/**
 * The menu acts on the selection when the row is part of it, else on that row, which is then selected. While it is open, what the
 * rows no longer allow is switched off where it stands.
 */
function menuFor<T>(latest: RefObject<PointerInput<T>>, id: string | null, at: OpenMenu['at']): OpenMenu | null {
  const { props, selected, cursor } = latest.current
  if (!props.rowMenu || id === null) return null
  const inside = selected.includes(id)
  if (!inside) cursor.pick(id, 'only')
  const ids = inside ? selected : [id]
  const now = () => {
    const rows = ids.flatMap((other) => latest.current.byId.get(other) ?? [])
    return rows.length === 0 ? [] : (latest.current.props.rowMenu?.(rows) ?? [])
  }
  const opened = now()
  return opened.length === 0 ? null : { at, items: () => keepPlaces(opened, now()) }
}

function mode(event: MouseEvent): PickMode {
  if (event.shiftKey) return 'range'
  return event.ctrlKey || event.metaKey || closest(event, '[data-table-select]') ? 'toggle' : 'only'
}

function makeHandlers<T>(
  latest: RefObject<PointerInput<T>>,
  setHovered: (id: string | null) => void,
  setMenu: (menu: OpenMenu | null) => void,
) {
  return {
    onMouseDown: (event: MouseEvent<HTMLElement>) => {
      // Focus given by script counts as :focus-visible; the ring is for the keyboard only.
      if (latest.current.grid) latest.current.grid.dataset.pointer = ''
      // The focus stays on the grid, where the keys are; and shift-click must not select text.
      if (isOwn(event) || !closest(event, '[data-table-row], [data-table-group]')) return
      event.preventDefault()
      latest.current.grid?.focus({ preventScroll: true })
    },
    onClick: (event: MouseEvent<HTMLElement>) => {
      if (closest(event, '[data-table-own]')) return
      const group = closest(event, '[data-table-group]')
      const { view, fold, cursor } = latest.current
      if (group) {
        const at = view.at.get(group.dataset.tableGroup ?? '') ?? -1
        const item = view.items[at]
        if (item?.kind !== 'group') return
        cursor.move(at, 'none')
        return fold(item.key, !item.folded)
      }
      const id = closest(event, '[data-table-row]')?.dataset.tableRow
      if (id !== undefined && !isOwn(event)) cursor.pick(id, mode(event))
    },
    onDoubleClick: (event: MouseEvent<HTMLElement>) => {
      const id = closest(event, '[data-table-row]')?.dataset.tableRow
      if (id === undefined || isOwn(event) || closest(event, '[data-table-select]')) return
      const row = latest.current.byId.get(id)
      if (row !== undefined) latest.current.props.onActivate?.(row)
    },
    onContextMenu: (event: MouseEvent<HTMLElement>) => {
      event.preventDefault()
      const at = { x: event.clientX, y: event.clientY }
      if (closest(event, '[role=columnheader]')) return setMenu({ at, items: latest.current.columnsMenu })
      const id = closest(event, '[data-table-row]')?.dataset.tableRow
      if (id !== undefined) setMenu(menuFor(latest, id, at))
    },
    onPointerOver: (event: PointerEvent<HTMLElement>) => {
      if (latest.current.props.rowActions) setHovered(closest(event, '[data-table-row]')?.dataset.tableRow ?? null)
    },
    onPointerLeave: () => setHovered(null),
  }
}
