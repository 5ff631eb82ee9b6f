import { type Criteria, filters, NO_FILTER } from '../filter/criteria.ts'
import { LineFilter } from '../filter/line-filter.ts'
import type { Entry } from '../filter/shown-lines.ts'
import { RegexWorker } from '../find/regex-worker.ts'
import { makeSearch, type Search } from '../find/search.ts'
import type { LogSession } from '../session.ts'
import { clampTo } from './dom.ts'
import type { LineContent, Trace } from './line-content.ts'
import type { Row } from './row.ts'

const TOP_ROW = 1
/** A new filter takes the place of the view once it has seen all lines, or after this time. Milliseconds. */
const PATIENCE = 600

export type SightEvents = {
  /** Other lines stand in other places from now on: `adopt` makes it so. */
  change(adopt: () => void): void
  /** Lines came, from a place on. */
  more(from: number): void
}

/** Which line stands in which place of the view: all of them in their order, or those that pass the filter. */
export class Sight {
  readonly #session: LogSession
  readonly #lines: LineContent
  readonly #events: SightEvents
  readonly #worker = new RegexWorker()
  #criteria = NO_FILTER
  /** Stack traces are folded. */
  #fold: boolean
  /** The filter in force, and the one that will be. */
  #filter: LineFilter | null = null
  #next: LineFilter | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #error: string | null = null

  constructor(session: LogSession, lines: LineContent, fold: boolean, events: SightEvents) {
    this.#fold = fold
    this.#session = session
    this.#lines = lines
    this.#events = events
    // Once there is a view to show it in.
    if (fold) queueMicrotask(() => this.set(this.#criteria))
  }

  dispose(): void {
    clearTimeout(this.#timer)
    this.#filter?.stop()
    this.#next?.stop()
    this.#worker.dispose()
  }

  /** `shown`: how many lines pass; null without a filter. */
  get state(): { shown: number | null; done: boolean; slow: boolean; error: string | null } {
    const last = this.#next ?? this.#filter
    const shown = this.#filter === null ? null : this.#filter.shown.count + this.#filter.folds.hidden
    return { shown, done: last?.ready ?? true, slow: last?.slow ?? false, error: this.#error }
  }

  /** What the filter looks for, to be marked in the lines. */
  get sought(): Search | null {
    const { search, criteria } = this.#filter ?? {}
    return search == null || criteria?.query.negate === true ? null : search
  }

  /** The row above the first line. */
  get top(): number {
    return this.first - TOP_ROW
  }

  get first(): number {
    return this.#filter?.shown.gapBefore(this.#lines.first) ?? this.#lines.first
  }

  get end(): number {
    return this.#filter?.shown.end ?? this.#session.store.end
  }

  fill(row: Row, place: number): void {
    if (place < this.first) {
      row.fill(place, this.#lines.first, this.#lines.topRow())
      return
    }
    const entry = this.#at(place)
    if ('line' in entry) row.fill(place, entry.line, this.#lines.of(entry.line, entry.context, this.#traceAt(entry.line)))
    else row.fill(place, entry.next, this.#lines.gap(entry.hidden))
  }

  /** The line at a place, or the next one below what is none. */
  near(place: number): number {
    const entry = this.#at(Math.max(place, this.first))
    return 'line' in entry ? entry.line : entry.next
  }

  /** The line so many places from another one, and its place; behind the last one there is a place, and no line. */
  beside(line: number, by: number): { line: number; place: number } {
    const { first, end } = this
    const place = clampTo(this.placeOf(line) + by, first, end)
    return { line: place === end ? this.#session.store.end : this.near(place), place: Math.min(place, end - 1) }
  }

  /** The place of a line, or of the next one that is shown. */
  placeOf(line: number): number {
    return this.#filter?.shown.placeOf(line) ?? line
  }

  /** Lines have other places than their numbers. */
  get filtered(): boolean {
    return this.#filter !== null
  }

  /** Whether a line is in the view, be it folded away. */
  has(line: number): boolean {
    return this.#filter === null || this.#filter.shown.has(line) || this.#filter.folds.headOf(line) !== null
  }

  /** The place of a line, whose trace is unfolded if need be. */
  open(line: number): number {
    const head = this.#filter?.folds.headOf(line) ?? null
    if (head !== null && this.#filter?.folds.isOpen(head) === false) this.toggle(head)
    return this.placeOf(line)
  }

  /** Folds the trace a line is the head of, or unfolds it; false when it is none. */
  toggle(line: number): boolean {
    return this.#filter?.toggle(line) ?? false
  }

  setFold(fold: boolean): void {
    if (fold === this.#fold) return
    this.#fold = fold
    this.set(this.#criteria)
  }

  #traceAt(line: number): Trace | null {
    const folds = this.#filter?.folds
    const rest = folds?.of(line) ?? null
    return folds === undefined || rest === null ? null : { count: rest.length, last: rest.at(-1) ?? line, open: folds.isOpen(line) }
  }

  /** Where lines lie: shares of the view's height in `count` slots, each with the first line of it. */
  slots(count: number, each: (see: (line: number) => void) => void): Map<number, number> {
    const lines = new Map<number, number>()
    const { first, end } = this
    each((line) => {
      const slot = Math.floor(((this.placeOf(line) - first) / Math.max(1, end - first)) * count)
      if (!lines.has(slot)) lines.set(slot, line)
    })
    return lines
  }

  /** Lines shown from one on. */
  since(line: number): number {
    return this.#filter?.shown.since(line) ?? Math.max(0, this.#session.store.end - line)
  }

  /** Shows only what passes, or everything again. What is in sight stays until there is something to take its place. */
  set(criteria: Criteria): void {
    this.#criteria = criteria
    this.#worker.stop()
    this.#dropNext()
    this.#error = null
    if (!filters(criteria) && !this.#fold) {
      this.#change(null)
      return
    }
    const search =
      criteria.query.text === '' ? null : makeSearch(criteria.query, this.#worker, () => this.#events.more(Number.MAX_SAFE_INTEGER))
    if (search !== null && 'error' in search) {
      this.#error = search.error
      this.#events.more(Number.MAX_SAFE_INTEGER)
    } else this.#begin(search)
  }

  /** Lines came; `swapped`: into another store, where they have other numbers. */
  came(swapped: boolean): void {
    if (!swapped) {
      this.#filter?.shown.drop(this.#session.store.first)
      this.#filter?.more()
      this.#next?.more()
      return
    }
    this.#filter?.stop()
    this.#filter = null
    this.set(this.#criteria)
  }

  #begin(search: Search | null): void {
    const filter: LineFilter = new LineFilter(this.#session.store, { ...this.#criteria, fold: this.#fold }, search, () =>
      this.#moved(filter),
    )
    this.#next = filter
    // A flood may keep it from ever being through; an expression may turn out to take too long.
    if (!this.#criteria.query.regex) this.#timer = setTimeout(() => this.#change(filter), PATIENCE)
    filter.more()
  }

  #moved(filter: LineFilter): void {
    if (filter === this.#next && filter.ready) this.#change(filter)
    else if (filter === this.#filter) {
      const { changed } = filter.shown
      filter.shown.changed = Number.POSITIVE_INFINITY
      this.#events.more(changed)
    } else if (filter.slow) {
      clearTimeout(this.#timer)
      this.#events.more(Number.MAX_SAFE_INTEGER)
    }
  }

  #change(filter: LineFilter | null): void {
    clearTimeout(this.#timer)
    if (filter === null && this.#filter === null) {
      this.#events.more(Number.MAX_SAFE_INTEGER)
      return
    }
    this.#events.change(() => {
      this.#filter?.stop()
      this.#filter = filter
      if (filter !== null) filter.shown.changed = Number.POSITIVE_INFINITY
      this.#next = null
    })
  }

  #dropNext(): void {
    clearTimeout(this.#timer)
    this.#next?.stop()
    this.#next = null
  }

  #at(place: number): Entry {
    return this.#filter?.shown.at(place, this.#lines.first, this.#session.store.end) ?? { line: place, context: false }
  }
}
