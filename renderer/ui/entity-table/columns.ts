import type { Column, Sort, TableLayout } from './types.ts'

export const MIN_WIDTH = 56
/** The checkbox at the left end, and the room of the columns button at the right. */
export const LEAD_WIDTH = 34
export const TAIL_WIDTH = 30

type Shape = Pick<Column<never>, 'id' | 'width' | 'minWidth' | 'grow' | 'priority' | 'hidden' | 'fixed' | 'align'>

/** Figures (aligned at the end) are never squeezed: half a number is a wrong number. */
const floor = (column: Shape): number => column.minWidth ?? (column.align === 'end' ? column.width : Math.min(MIN_WIDTH, column.width))

/** Whether the user wants to see this column (there may be no room for it). */
export function isChosen(column: Shape, layout: TableLayout): boolean {
  if (column.fixed) return true
  return layout.shown[column.id] ?? !column.hidden
}

export interface Fitted {
  ids: readonly string[]
  /** Pixels, in the order of `ids`. */
  widths: readonly number[]
}

/**
 * Fits columns into `available` pixels: first those of the highest priority number go, until what the
 * rest cannot do without fits; then spare width is shared by `grow`, or all shrink in proportion
 * towards their minimum. A width or a column the user chose is left alone: rather the table scrolls.
 */
export function fitColumns(columns: readonly Shape[], layout: TableLayout, available: number): Fitted {
  const chosen = columns.filter((column) => isChosen(column, layout))
  const own = (column: Shape): number | undefined => layout.widths[column.id]
  const least = (column: Shape): number => own(column) ?? floor(column)
  const stays = (column: Shape): boolean => (column.priority ?? 0) === 0 || layout.shown[column.id] === true
  const leaving = chosen.filter((column) => !stays(column)).sort((a, b) => (b.priority ?? 0) - (a.priority ?? 0))
  const kept = new Set(chosen)
  let need = chosen.reduce((sum, column) => sum + least(column), 0)
  for (const column of leaving) {
    if (need <= available) break
    kept.delete(column)
    need -= least(column)
  }
  const shown = chosen.filter((column) => kept.has(column))
  const wanted = shown.map((column) => own(column) ?? Math.max(column.width, floor(column)))
  return { ids: shown.map((column) => column.id), widths: share(shown, wanted, least, own, available) }
}

function share(
  shown: readonly Shape[],
  wanted: readonly number[],
  least: (column: Shape) => number,
  own: (column: Shape) => number | undefined,
  available: number,
): number[] {
  const spare = available - wanted.reduce((sum, width) => sum + width, 0)
  if (spare >= 0) {
    const weight = (column: Shape): number => (own(column) === undefined ? (column.grow ?? 0) : 0)
    const total = shown.reduce((sum, column) => sum + weight(column), 0)
    if (total === 0) return [...wanted]
    return shown.map((column, at) => Math.floor((wanted[at] ?? 0) + (spare * weight(column)) / total))
  }
  const slack = shown.map((column, at) => (wanted[at] ?? 0) - least(column))
  const give = slack.reduce((sum, width) => sum + width, 0)
  const part = give === 0 ? 0 : Math.min(1, -spare / give)
  return wanted.map((width, at) => Math.floor(width - (slack[at] ?? 0) * part))
}

export function emptyLayout(sort: Sort | null): TableLayout {
  return { sort, widths: {}, shown: {}, folded: [] }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Reads what a storage kept, whatever it is: unknown columns and senseless widths are left out. */
export function readLayout(kept: unknown, columns: readonly Shape[], sort: Sort | null): TableLayout {
  const layout = emptyLayout(sort)
  if (!isRecord(kept)) return layout
  const known = new Set(columns.map((column) => column.id))
  const { widths, shown, folded, sort: order } = kept
  for (const id of known) {
    const width = isRecord(widths) && Object.hasOwn(widths, id) ? widths[id] : undefined
    if (typeof width === 'number' && width >= MIN_WIDTH / 2 && width <= 4000) layout.widths[id] = Math.round(width)
    const visible = isRecord(shown) && Object.hasOwn(shown, id) ? shown[id] : undefined
    if (typeof visible === 'boolean') layout.shown[id] = visible
  }
  if (Array.isArray(folded)) layout.folded = folded.filter((key): key is string => typeof key === 'string')
  if (isRecord(order) && typeof order.column === 'string' && known.has(order.column)) {
    layout.sort = { column: order.column, desc: order.desc === true }
  }
  return layout
}
