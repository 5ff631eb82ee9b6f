import { collator, comparison } from './ranks.ts'
import type { CellValue, Column, Grouping, Sort } from './types.ts'

export interface RowItem<T> {
  kind: 'row'
  key: string
  id: string
  row: T
}

export interface GroupItem {
  kind: 'group'
  key: string
  group: string | null
  label: string
  folded: boolean
  ids: readonly string[]
}

export type Item<T> = RowItem<T> | GroupItem

/** What the table draws, top to bottom. */
export interface Arrangement<T> {
  items: readonly Item<T>[]
  /** Item key -> position. */
  at: ReadonlyMap<string, number>
  /** Ids of rows that passed the filter and stand in an open group, in drawing order. */
  ids: readonly string[]
  /** How many rows passed the filter, folded ones included. */
  matching: number
}

export const rowKey = (id: string): string => `r:${id}`
export const groupKey = (group: string | null): string => (group === null ? 'g' : `g:${group}`)

const missing = (value: CellValue): boolean => value === null || value === undefined || Number.isNaN(value)

/** Stable in both directions: equal rows keep the order they came in. Missing values stand last in both. */
export function sortRows<T>(rows: readonly T[], column: Column<T> | undefined, desc: boolean): readonly T[] {
  const sign = desc ? -1 : 1
  const { compare, value } = column ?? {}
  if (compare) return [...rows].sort((a, b) => sign * compare(a, b))
  if (!value) return rows
  const keyed = rows.map((row) => ({ row, key: value(row) }))
  const compareValues = comparison(
    value,
    keyed.map(({ key }) => key),
  )
  return keyed
    .sort((a, b) => {
      const [noA, noB] = [missing(a.key), missing(b.key)]
      if (noA || noB) return Number(noA) - Number(noB)
      return sign * compareValues(a.key, b.key)
    })
    .map(({ row }) => row)
}

export interface ArrangeInput<T> {
  rows: readonly T[]
  rowId: (row: T) => string
  columns: readonly Column<T>[]
  sort: Sort | null
  filter?: ((row: T) => boolean) | undefined
  group?: Grouping<T> | undefined
  folded: ReadonlySet<string>
}

/** Filter, sort, group, fold. Pure; O(n log n) in rows. */
export function arrange<T>(input: ArrangeInput<T>): Arrangement<T> {
  const { rows, rowId, columns, sort, filter, group, folded } = input
  const matching = filter ? rows.filter(filter) : rows
  const sorted = sort
    ? sortRows(
        matching,
        columns.find((column) => column.id === sort.column),
        sort.desc,
      )
    : matching
  const item = (row: T): RowItem<T> => {
    const id = rowId(row)
    return { kind: 'row', key: rowKey(id), id, row }
  }
  const items: Item<T>[] = []
  if (!group) for (const row of sorted) items.push(item(row))
  else
    for (const [key, members] of inGroups(sorted, group)) {
      const head = groupKey(key)
      const hidden = folded.has(head)
      const rowItems = members.map(item)
      const ids = rowItems.map(({ id }) => id)
      items.push({ kind: 'group', key: head, group: key, label: group.label(key, members), folded: hidden, ids })
      if (!hidden) for (const rowItem of rowItems) items.push(rowItem)
    }
  return finish(items, matching.length)
}

function finish<T>(items: readonly Item<T>[], matching: number): Arrangement<T> {
  const at = new Map<string, number>()
  const ids: string[] = []
  items.forEach((item, index) => {
    at.set(item.key, index)
    if (item.kind === 'row') ids.push(item.id)
  })
  return { items, at, ids, matching }
}

function inGroups<T>(rows: readonly T[], group: Grouping<T>): [string | null, T[]][] {
  const members = new Map<string | null, T[]>()
  for (const row of rows) {
    const key = group.of(row)
    const list = members.get(key)
    if (list) list.push(row)
    else members.set(key, [row])
  }
  return [...members].sort(([a], [b]) => {
    const rank = (group.rank?.(a) ?? 0) - (group.rank?.(b) ?? 0)
    if (rank !== 0) return rank
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    return collator.compare(a, b) || (a < b ? -1 : 1)
  })
}
