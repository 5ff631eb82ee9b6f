import type { LogStore } from '../store/store.ts'
import { type At, lineAtStamp } from './stamp-place.ts'

/** What was cleared from sight: the lines up to a stamp, so that it can be found again in another reading of the log. */
export class Cleared {
  /** The stamp of the last line that was cleared; null: none is. */
  to: At | null
  /** The first line that is seen. */
  mark = 0
  /** Lines up to the stamp may still come: they arrive oldest first. */
  #coming = true

  constructor(to: At | null) {
    this.to = to
  }

  /** Clears all there is. */
  all(store: LogStore): void {
    if (store.end > store.first) {
      const { sec, nano } = store.line(store.end - 1)
      this.to = { sec, nano }
    }
    this.mark = store.end
    // Whatever comes now is new, be it of the same nanosecond.
    this.#coming = false
  }

  lift(): void {
    this.to = null
    this.mark = 0
  }

  /** Lines came; `swapped`: into another store. Answers whether the mark stands elsewhere now. */
  came(store: LogStore, swapped: boolean): boolean {
    if (swapped) this.#coming = true
    if (!this.#coming || store.end === store.first) return false
    const before = this.mark
    this.mark = this.to === null ? 0 : lineAtStamp(store, this.to, true)
    this.#coming = this.to !== null && this.mark === store.end
    return this.mark !== before
  }
}

/** What a tab restored from storage holds. */
export function clearedOf(value: unknown): At | null {
  if (typeof value !== 'object' || value === null) return null
  const { sec, nano } = value as Record<string, unknown>
  return Number.isInteger(sec) && Number.isInteger(nano) ? { sec: sec as number, nano: nano as number } : null
}
