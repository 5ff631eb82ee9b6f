import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { type Fitted, fitColumns, isChosen, LEAD_WIDTH, readLayout, TAIL_WIDTH } from './columns.ts'
import type { Column, Sort, TableLayout, TableStorage } from './types.ts'

const SAVE_MS = 300

export interface LayoutState<T> {
  layout: TableLayout
  /** The columns there is room for; the same array while the same columns are shown. */
  visible: readonly Column<T>[]
  widths: readonly number[]
  /** `grid-template-columns` of every row. */
  template: string
  sortBy: (column: Column<T>) => void
  resize: (column: string, width: number) => void
  show: (column: string, shown: boolean) => void
  fold: (key: string, folded: boolean) => void
  reset: () => void
}

/** Sort, widths, chosen columns and folded groups: kept through the storage, fitted to the width there is. */
export function useLayout<T>(
  columns: readonly Column<T>[],
  storage: TableStorage | undefined,
  initialSort: Sort | null,
  width: number,
): LayoutState<T> {
  const [layout, setLayout] = useState(() => readLayout(storage?.load(), columns, initialSort))
  useKept(layout, storage)
  const fitted = useMemo(() => fitColumns(columns, layout, width - LEAD_WIDTH - TAIL_WIDTH), [columns, layout, width])
  const visible = useVisible(columns, fitted)
  const change = useCallback((patch: (layout: TableLayout) => Partial<TableLayout>) => {
    setLayout((before) => ({ ...before, ...patch(before) }))
  }, [])
  const sortBy = useCallback((column: Column<T>) => change(({ sort }) => ({ sort: nextSort(column, sort) })), [change])
  const resize = useCallback(
    (id: string, pixels: number) => change(({ widths }) => ({ widths: { ...widths, [id]: Math.round(pixels) } })),
    [change],
  )
  const show = useCallback((id: string, shown: boolean) => change((before) => ({ shown: { ...before.shown, [id]: shown } })), [change])
  const fold = useCallback(
    (key: string, folded: boolean) =>
      change((before) => ({ folded: folded ? [...new Set([...before.folded, key])] : before.folded.filter((other) => other !== key) })),
    [change],
  )
  const reset = useCallback(() => change(() => ({ widths: {}, shown: {} })), [change])
  const template = `${LEAD_WIDTH}px ${fitted.widths.map((w) => `${w}px`).join(' ')} minmax(${TAIL_WIDTH}px, 1fr)`
  return { layout, visible, widths: fitted.widths, template, sortBy, resize, show, fold, reset }
}

function nextSort<T>(column: Column<T>, sort: Sort | null): Sort {
  const first = column.descFirst ?? false
  return { column: column.id, desc: sort?.column === column.id ? !sort.desc : first }
}

function useVisible<T>(columns: readonly Column<T>[], fitted: Fitted): readonly Column<T>[] {
  const key = fitted.ids.join('\n')
  return useMemo(() => columns.filter((column) => key.split('\n').includes(column.id)), [columns, key])
}

function useKept(layout: TableLayout, storage: TableStorage | undefined) {
  const last = useRef(layout)
  useEffect(() => {
    if (!storage || last.current === layout) return
    last.current = layout
    const timer = setTimeout(() => storage.save(layout), SAVE_MS)
    return () => {
      clearTimeout(timer)
      storage.save(layout)
    }
  }, [layout, storage])
}

/** The width an element's content has, in whole pixels; 0 before it is known. */
export function useWidth(element: HTMLElement | null): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    if (!element) return
    setWidth(element.clientWidth)
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [element])
  return width
}

/** Check items for every column the user may hide. */
export function chosenColumns<T>(columns: readonly Column<T>[], layout: TableLayout) {
  return columns
    .filter((column) => !column.fixed)
    .map((column) => ({ id: column.id, label: column.header, checked: isChosen(column, layout) }))
}
