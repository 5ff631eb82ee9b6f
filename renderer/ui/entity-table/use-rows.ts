import { defaultRangeExtractor, type Range, useVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import type { Item } from './arrange.ts'

/** Pixels; `--row`, `--group-row` and the header of table.module.css. */
export const ROW_HEIGHT = 32
export const GROUP_HEIGHT = 28
export const HEADER_HEIGHT = 28
const OVERSCAN = 8
const REPORT_MS = 100

export interface VirtualRows {
  items: readonly VirtualItem[]
  height: number
  first: number
  last: number
  reveal: (index: number) => void
}

/** The rows to draw: those on screen, a few around them, and the cursor's (the grid's active descendant must exist). */
export function useRows<T>(items: readonly Item<T>[], grid: HTMLElement | null, cursorAt: RefObject<number>): VirtualRows {
  const rangeExtractor = useCallback(
    (range: Range) => {
      const drawn = defaultRangeExtractor(range)
      const at = cursorAt.current
      return at >= 0 && at < range.count && !drawn.includes(at) ? [...drawn, at].sort((a, b) => a - b) : drawn
    },
    [cursorAt],
  )
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => grid,
    estimateSize: (index) => (items[index]?.kind === 'group' ? GROUP_HEIGHT : ROW_HEIGHT),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: OVERSCAN,
    paddingStart: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    rangeExtractor,
    useFlushSync: false,
  })
  // Heights follow from the items alone, and the virtualizer cannot know when they change places.
  // biome-ignore lint/correctness/useExhaustiveDependencies: items is the reason to measure
  useEffect(() => {
    virtualizer.measure()
  }, [items, virtualizer])
  const reveal = useCallback((index: number) => virtualizer.scrollToIndex(index, { align: 'auto' }), [virtualizer])
  const { startIndex = 0, endIndex = -1 } = virtualizer.range ?? {}
  return { items: virtualizer.getVirtualItems(), height: virtualizer.getTotalSize(), first: startIndex, last: endIndex, reveal }
}

/** Tells the owner which rows are on screen, once they have been so for a moment. */
export function useReport<T>(rows: VirtualRows, items: readonly Item<T>[], report: ((ids: readonly string[]) => void) | undefined) {
  const ids = items.slice(rows.first, rows.last + 1).flatMap((item) => (item.kind === 'row' ? item.id : []))
  const key = JSON.stringify(ids)
  const latest = useRef({ ids, report })
  latest.current = { ids, report }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the ids
  useEffect(() => {
    const timer = setTimeout(() => latest.current.report?.(latest.current.ids), REPORT_MS)
    return () => clearTimeout(timer)
  }, [key])
}
