import { Row } from './row.ts'

/** The painted rows: a run of lines `from … to - 1` in the order of the document, recycled as the run moves. */
export class RowWindow {
  readonly element = document.createElement('div')
  readonly #fill: (row: Row, index: number) => void
  #rows: Row[] = []
  #stale = true

  constructor(fill: (row: Row, index: number) => void) {
    this.#fill = fill
  }

  get rows(): readonly Row[] {
    return this.#rows
  }

  get from(): number {
    return this.#rows[0]?.index ?? 0
  }

  /** Every row is filled anew at the next `show`. */
  invalidate(): void {
    this.#stale = true
  }

  /** Rows at and after a place show something else by now. */
  forget(from: number): void {
    for (const row of this.#rows) if (row.index !== null && row.index >= from) row.index = null
  }

  show(from: number, to: number): void {
    const old = this.#rows
    const keep = (row: Row) => row.index !== null && row.index >= from && row.index < to
    const kept = old.filter(keep)
    const spare = old.filter((row) => !keep(row))
    const first = kept[0]?.index ?? to
    const rows: Row[] = []
    for (let index = from; index < to; index++) {
      const known = index >= first ? kept[index - first] : undefined
      const row = known ?? taken(spare) ?? new Row()
      if (known === undefined || this.#stale) this.#fill(row, index)
      rows.push(row)
    }
    this.#stale = false
    this.#rows = rows
    for (const row of spare) row.element.remove()
    this.#place(rows)
  }

  rowOf(element: Element): Row | null {
    return this.#rows.find((row) => row.element.contains(element)) ?? null
  }

  row(index: number): Row | null {
    return this.#rows[index - this.from] ?? null
  }

  /** Puts in only what is new at its place: a row that stays is not touched. */
  #place(rows: readonly Row[]): void {
    let next: Node | null = this.element.firstChild
    for (const { element } of rows) {
      if (next === element) next = element.nextSibling
      else this.element.insertBefore(element, next)
    }
  }
}

/** A spare row, out of its old place: left there, every row that stays would be moved past it. */
function taken(spare: Row[]): Row | undefined {
  const row = spare.pop()
  row?.element.remove()
  return row
}
