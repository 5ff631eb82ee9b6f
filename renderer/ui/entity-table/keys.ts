import { type KeyboardEvent, useRef } from 'react'
import type { Arrangement } from './arrange.ts'
import { all, narrow, typeAhead } from './selection.ts'
import type { Cursor, PickMode } from './use-cursor.ts'

const TYPING_MS = 700

export interface KeyInput<T> {
  view: Arrangement<T>
  cursor: Cursor<T>
  selected: readonly string[]
  onSelect: (ids: string[]) => void
  rowName: (row: T) => string
  /** Rows on one screen. */
  page: () => number
  activate: (row: T) => void
  remove: () => void
  /** False: there was no filter to take back. */
  unfilter: () => boolean
  openMenu: () => void
  fold: (key: string, folded: boolean) => void
}

type Handled = boolean

/** The keyboard of the grid (WAI-ARIA grid pattern, and what file managers do). */
export function useKeys<T>(input: KeyInput<T>): (event: KeyboardEvent<HTMLElement>) => void {
  const typed = useRef({ text: '', at: 0 })
  return (event) => {
    if (event.target !== event.currentTarget) return
    delete event.currentTarget.dataset.pointer
    const handled = navigate(event, input) || act(event, input) || type(event, input, typed.current)
    if (!handled) return
    event.preventDefault()
    event.stopPropagation()
  }
}

function mode(event: KeyboardEvent): PickMode {
  if (event.shiftKey) return 'range'
  return event.ctrlKey || event.metaKey ? 'none' : 'only'
}

function navigate<T>(event: KeyboardEvent, { view, cursor, page, fold }: KeyInput<T>): Handled {
  if (event.altKey) return false
  const { index, item } = cursor
  const to: Record<string, number | undefined> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    Home: 0,
    End: view.items.length - 1,
    PageDown: index + page(),
    PageUp: index - page(),
  }
  const target = to[event.key]
  if (target !== undefined) {
    cursor.move(target, mode(event))
    return true
  }
  if (item?.kind !== 'group') return false
  if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') fold(item.key, event.key === 'ArrowLeft')
  else if (event.key === 'Enter' || event.key === ' ') fold(item.key, !item.folded)
  else return false
  return true
}

function act<T>(event: KeyboardEvent, input: KeyInput<T>): Handled {
  const { view, cursor, selected, onSelect } = input
  const { item } = cursor
  const command = event.ctrlKey || event.metaKey
  if (command && event.code === 'KeyA') onSelect(all(view.ids, selected))
  else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) input.openMenu()
  else if (command || event.altKey) return false
  else if (event.key === 'Enter' && item?.kind === 'row') input.activate(item.row)
  else if (event.key === 'Delete') input.remove()
  else if (event.key === 'Escape' && selected.length > 0) onSelect(narrow(selected))
  else if (event.key === 'Escape') return input.unfilter()
  else return false
  return true
}

function type<T>(event: KeyboardEvent, input: KeyInput<T>, typed: { text: string; at: number }): Handled {
  const { view, cursor, rowName } = input
  const { item } = cursor
  const running = event.timeStamp - typed.at < TYPING_MS && typed.text !== ''
  if (event.key === ' ' && !running) {
    if (item?.kind === 'row') cursor.pick(item.id, 'toggle')
    return true
  }
  if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return false
  // "?" and "/" belong to the window (help, search).
  if (!running && (event.key === '?' || event.key === '/')) return false
  const next = running ? typed.text + event.key : event.key
  typed.text = [...next].every((letter) => letter === event.key) ? event.key : next
  typed.at = event.timeStamp
  const name = (index: number) => {
    const at = view.items[index]
    return at?.kind === 'row' ? rowName(at.row) : null
  }
  const found = typeAhead(name, view.items.length, cursor.index, typed.text)
  if (found >= 0) cursor.move(found, 'only')
  return true
}
