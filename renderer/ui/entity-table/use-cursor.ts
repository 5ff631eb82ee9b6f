import { useCallback, useEffect, useRef, useState } from 'react'
import { type Arrangement, type Item, rowKey } from './arrange.ts'
import { prune, range, toggle } from './selection.ts'

export type PickMode = 'only' | 'toggle' | 'range' | 'none'

export interface Cursor<T> {
  index: number
  item: Item<T> | undefined
  /** Moves to a position (clamped) and selects what stands there, by mode; false where there is nothing. */
  move: (index: number, mode: PickMode) => boolean
  /** Picks a row by id: what a click does. */
  pick: (id: string, mode: PickMode) => void
}

interface CursorInput<T> {
  view: Arrangement<T>
  selected: readonly string[]
  onSelect: (ids: string[]) => void
  /** Whether the row is there at all, seen or not. */
  exists: (id: string) => boolean
  loading: boolean
  scrollTo: (index: number) => void
}

/** Where the keyboard is. It holds to the object: rows may move, change or vanish around it. */
export function useCursor<T>(input: CursorInput<T>): Cursor<T> {
  const { view, selected, onSelect, exists, loading, scrollTo } = input
  const lead = selected.at(-1) ?? null
  const [key, setKey] = useState<string | null>(lead === null ? null : rowKey(lead))
  const anchor = useRef<string | null>(lead)
  const lastIndex = useRef(0)
  const found = key === null ? undefined : view.at.get(key)
  // Gone: the neighbour that took its place.
  const index = found ?? (view.items.length === 0 ? -1 : Math.min(lastIndex.current, view.items.length - 1))
  useEffect(() => {
    if (index >= 0) lastIndex.current = index
  }, [index])

  usePruned(selected, onSelect, exists, loading)
  useFollowedLead(lead, view, setKey, scrollTo)

  const select = useCallback(
    (id: string, mode: PickMode) => {
      if (mode === 'none') return
      if (mode === 'range') return onSelect(range(view.ids, anchor.current ?? lead, id))
      anchor.current = id
      onSelect(mode === 'toggle' ? toggle(selected, id) : [id])
    },
    [view, selected, lead, onSelect],
  )
  const move = useCallback(
    (to: number, mode: PickMode) => {
      const item = view.items[Math.max(0, Math.min(to, view.items.length - 1))]
      if (!item) return false
      setKey(item.key)
      scrollTo(view.at.get(item.key) ?? 0)
      if (item.kind === 'row') select(item.id, mode)
      return true
    },
    [view, select, scrollTo],
  )
  const pick = useCallback(
    (id: string, mode: PickMode) => {
      setKey(rowKey(id))
      select(id, mode)
    },
    [select],
  )
  return { index, item: view.items[index], move, pick }
}

function usePruned(selected: readonly string[], onSelect: (ids: string[]) => void, exists: (id: string) => boolean, loading: boolean) {
  useEffect(() => {
    if (loading) return
    const kept = prune(selected, exists)
    if (kept !== selected) onSelect([...kept])
  }, [selected, onSelect, exists, loading])
}

/** A lead chosen elsewhere (a link, the palette, a restored view) takes the cursor along and comes into view. */
function useFollowedLead<T>(lead: string | null, view: Arrangement<T>, setKey: (key: string) => void, scrollTo: (index: number) => void) {
  const followed = useRef<string | null>(null)
  useEffect(() => {
    if (lead === followed.current) return
    const at = lead === null ? undefined : view.at.get(rowKey(lead))
    if (lead !== null && at === undefined) return
    followed.current = lead
    if (lead === null || at === undefined) return
    setKey(rowKey(lead))
    scrollTo(at)
  }, [lead, view, setKey, scrollTo])
}
