import { BatchBuilder, ENOUGH } from '../../../shared/log-batch-builder.ts'
import { Merge, type MergeSource } from './merge.ts'

/** Bytes that a batch of several logs does not much exceed. */
const AT_MOST = 256 * 1024
/** A batch that is not yet large enough goes this many milliseconds after its first line. A message a line cost 36 times as much (performance.md). */
const SOON = 8

/** What is collected from: a `LogSource`, as far as it matters here. */
export type Collectable = MergeSource & { readonly ended: boolean }

export type Collected = { batch: Uint8Array<ArrayBuffer> | null; wait: number | null }

/** Makes batches of what sources have queued. A single one's queue is the batch already; several are merged. */
export class Collector {
  readonly #sources: Collectable[] = []
  #out = new BatchBuilder()
  #merge: Merge | null = null
  #since: number | null = null

  /** @param now milliseconds of any clock, the same as for `next`. */
  add(source: Collectable, now: number): void {
    this.#sources.push(source)
    const { length } = this.#sources
    if (length === 1) this.#out = source.queue
    else if (this.#merge !== null) this.#merge.add(source, now)
    else {
      // What the first has queued goes through the merge like all that follows.
      this.#out = new BatchBuilder()
      this.#merge = new Merge(this.#sources, now)
    }
  }

  /** The next batch, or in how many milliseconds to look again; null: when more has come. */
  next(now: number): Collected {
    const more = this.#merge?.pump(this.#out, AT_MOST, now) ?? null
    if (this.#out.count === 0) return { batch: null, wait: more }
    this.#since ??= now
    const due = this.#since + SOON - now
    // What may go until then need not be moved before.
    if (this.#out.size < ENOUGH && due > 0 && !this.#sources.every((s) => s.ended)) return { batch: null, wait: due }
    this.#since = null
    return { batch: this.#out.take(), wait: null }
  }
}
