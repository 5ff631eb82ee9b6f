import type { ReactNode, Ref } from 'react'
import type { MenuItem } from '../menu-item.ts'

export type CellValue = string | number | boolean | null | undefined

export interface Column<T> {
  id: string
  header: string
  /** Pixels it would like. */
  width: number
  /** Pixels below which it does not go; 56 unless told. */
  minWidth?: number
  /** Its share of what width is left over; 0 unless told. */
  grow?: number
  /** 0 (default) always stays; where the table is narrow the highest number goes first. */
  priority?: number
  /** Hidden until the user chooses it. */
  hidden?: boolean
  /** May not be hidden by the user. */
  fixed?: boolean
  align?: 'start' | 'end'
  /** Sort key; without it (and without `compare`) the column does not sort. Null and undefined sort last. */
  value?: (row: T) => CellValue
  compare?: (a: T, b: T) => number
  /** The first click sorts descending. */
  descFirst?: boolean
  /** Pure in `row`: it runs again only when the row object changes. */
  cell: (row: T) => ReactNode
  /** Shown on hover, for what may be cut off. */
  tip?: (row: T) => string | undefined
}

export interface Grouping<T> {
  /** Null: in no group; those come last. */
  of: (row: T) => string | null
  label: (key: string | null, rows: readonly T[]) => string
  /** Orders groups before their keys do. */
  rank?: (key: string | null) => number
  /** At the right end of a group's row, on hover or at the cursor. Keep it stable: rows are drawn again only when it changes. */
  actions?: (key: string | null) => ReactNode
}

export interface Sort {
  column: string
  desc: boolean
}

/** What the user chose; kept by the storage adapter. */
export interface TableLayout {
  sort: Sort | null
  widths: Record<string, number>
  /** Columns shown or hidden against their default. */
  shown: Record<string, boolean>
  folded: string[]
}

export interface TableStorage {
  load: () => unknown
  save: (layout: TableLayout) => void
}

export interface EntityTableHandle {
  focus: () => void
  /** Puts the keyboard on the first row and selects it; false where there is none. */
  first: () => boolean
  /** Scrolls to this row and puts the cursor on it. */
  reveal: (id: string) => void
  columnsMenu: () => readonly MenuItem[]
}

export interface EntityTableProps<T> {
  /** Names the grid: "Containers". */
  label: string
  /** An unchanged object must be the same reference from one render to the next. */
  rows: readonly T[]
  rowId: (row: T) => string
  rowName: (row: T) => string
  columns: readonly Column<T>[]
  defaultSort?: { column: string; desc?: boolean }
  /** A change sorts anew, for values that live outside the rows. */
  sortVersion?: unknown
  filter?: ((row: T) => boolean) | undefined
  group?: Grouping<T> | undefined
  /** Selected ids in the order they were chosen; the last one is what the inspector shows. */
  selected: readonly string[]
  onSelect: (ids: string[]) => void
  /** Enter, double click. */
  onActivate?: (row: T) => void
  /** Esc while nothing is selected: takes the filter back; false where there is none. */
  onUnfilter?: () => boolean
  /** The Delete key, on the selection. */
  onDelete?: (rows: readonly T[]) => void
  rowMenu?: (rows: readonly T[]) => readonly MenuItem[]
  /** Small buttons at the right end, shown on hover and on the cursor's row. */
  rowActions?: (row: T) => ReactNode
  /** Shown while two or more are selected. */
  bulkBar?: (rows: readonly T[]) => ReactNode
  rowTone?: (row: T) => 'dim' | undefined
  loading?: boolean
  /** No rows at all. */
  empty?: ReactNode
  /** The filter hides all of them. */
  noMatch?: ReactNode
  storage?: TableStorage
  /** Ids of the rows on screen, 100 ms after they changed. */
  onVisibleRowsChange?: (ids: readonly string[]) => void
  handle?: Ref<EntityTableHandle>
}
