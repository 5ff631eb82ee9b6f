import { END_MASK, LINE_WORDS, type LogColumns, NANO_MASK } from '../../../shared/log-batch.ts'
import type { BatchBuilder } from '../../../shared/log-batch-builder.ts'
import type { Queue } from './queue.ts'

/** What the merge needs to know of a source. */
export type MergeSource = {
  /** One that says when lines come has them dated by that, else by when they are looked at. */
  readonly queue: BatchBuilder & Partial<Pick<Queue, 'came'>>
  /** Nothing of it is on its way. */
  readonly quiet: boolean
  /** Its queue takes no more. */
  readonly full: boolean
  /** Milliseconds more that its lines may come late, by the engine's own doing. */
  readonly late?: number
}

/** A followed line waits this long for an older one of another source. The engine's own delay between two logs is below it. */
const WINDOW = 40
/** A source that has not begun holds the others back no longer than this. */
const PATIENCE = 2000
/** Lines that came within it are dated alike: of a flood every piece would be noted. */
const ALIKE = 1

type Cursor = {
  source: MergeSource
  columns: LogColumns
  next: number
  arrivals: { upTo: number; at: number }[]
  seen: number
  since: number
}

/**
 * Moves lines of several sources into one builder in the order of their stamps; each source's own order is kept, equal
 * stamps go by source. While every source has lines the order is exact; a line of a lone source waits `WINDOW` ms.
 */
export class Merge {
  readonly #cursors: Cursor[] = []

  constructor(sources: readonly MergeSource[], now: number) {
    for (const source of sources) this.add(source, now)
  }

  /** One more source, from now on. */
  add(source: MergeSource, now: number): void {
    const cursor: Cursor = { source, columns: source.queue.columns(), next: 0, arrivals: [], seen: 0, since: now }
    // Nobody need look for that: while a line waits others come, and would wait anew if they were first seen when it goes.
    source.queue.came = (at) => arrive(cursor, at)
    this.#cursors.push(cursor)
  }

  /** Moves what may go now, up to about `limit` bytes. Answers in how many milliseconds more may go; null: when more has come. */
  pump(out: BatchBuilder, limit: number, now: number): number | null {
    for (const cursor of this.#cursors) {
      cursor.columns = cursor.source.queue.columns()
      arrive(cursor, now)
    }
    let wait: number | null = null
    while (out.size < limit) {
      const first = this.#first()
      if (first === null) break
      wait = this.#hold(first, now)
      if (wait !== null) break
      out.move(first.columns, first.next++)
    }
    for (const cursor of this.#cursors) release(cursor)
    return wait
  }

  #first(): Cursor | null {
    let first: Cursor | null = null
    for (const cursor of this.#cursors) {
      if (cursor.next < cursor.columns.count && (first === null || earlier(cursor, first))) first = cursor
    }
    return first
  }

  /** How long the first line still has to wait for the sources that have none; null: not at all. */
  #hold(first: Cursor, now: number): number | null {
    let until = 0
    for (const { source, columns, next, since } of this.#cursors) {
      const window = WINDOW + (source.late ?? 0)
      if (next < columns.count) continue
      if (!source.quiet) until = Math.max(until, since + PATIENCE)
      // Also for one that never falls silent: its next line may be older than this.
      if (!first.source.full) until = Math.max(until, arrivedAt(first) + window)
    }
    return until > now ? until - now : null
  }
}

function arrive(cursor: Cursor, now: number): void {
  const { count } = cursor.source.queue
  if (count === cursor.seen) return
  cursor.seen = count
  const last = cursor.arrivals.at(-1)
  if (last !== undefined && now - last.at < ALIKE) last.upTo = count
  else cursor.arrivals.push({ upTo: count, at: now })
}

function arrivedAt(cursor: Cursor): number {
  while ((cursor.arrivals[0]?.upTo ?? Number.POSITIVE_INFINITY) <= cursor.next) cursor.arrivals.shift()
  return cursor.arrivals[0]?.at ?? 0
}

/** Gives the memory of what was moved back, once all was or it has become a lot. */
function release(cursor: Cursor): void {
  const { source, columns, next } = cursor
  if (next < columns.count && startOf(columns, next) + next * LINE_WORDS * 4 < 64 * 1024) return
  source.queue.dropFirst(next)
  cursor.columns = source.queue.columns()
  cursor.seen = cursor.columns.count
  cursor.arrivals = cursor.arrivals.map(({ upTo, at }) => ({ upTo: upTo - next, at })).filter(({ upTo }) => upTo > 0)
  cursor.next = 0
}

const startOf = (columns: LogColumns, index: number): number => (index === 0 ? 0 : (columns.place[index - 1] as number) & END_MASK)

function earlier(a: Cursor, b: Cursor): boolean {
  const sec = (a.columns.sec[a.next] as number) - (b.columns.sec[b.next] as number)
  if (sec !== 0) return sec < 0
  return ((a.columns.nano[a.next] as number) & NANO_MASK) < ((b.columns.nano[b.next] as number) & NANO_MASK)
}
