import type { LogPlace } from '../../../../shared/contract/logs-search.ts'
import { compareStamps, type Stamp } from '../../lib/stamp.ts'

type Place = LogPlace & { source: number }

const order = (a: Place, b: Place): number => compareStamps(a, b) || a.source - b.source || a.tie - b.tie

/**
 * The places of the earliest matches of several logs, no more than so many: whatever the order in which the logs are read, those
 * that are taken hold the earliest of all. A heap with the latest on top; equal stamps go by source.
 */
export class Earliest {
  readonly #most: number
  readonly #upTo: Stamp | null
  readonly #heap: Place[] = []

  /** @param upTo what is younger is not wanted either. */
  constructor(most: number, upTo: Stamp | null = null) {
    this.#most = most
    this.#upTo = upTo
  }

  /** False: there are as many earlier ones. */
  take(place: Place): boolean {
    const heap = this.#heap
    if (this.#upTo !== null && compareStamps(place, this.#upTo) > 0) return false
    if (heap.length < this.#most) {
      heap.push(place)
      this.#rise(heap.length - 1)
      return true
    }
    const latest = heap[0]
    if (latest === undefined || order(place, latest) > 0) return false
    heap[0] = place
    this.#sink()
    return true
  }

  /** Whether no match of a younger line than this would be taken. */
  endsBefore(stamp: Stamp): boolean {
    if (this.#upTo !== null && compareStamps(stamp, this.#upTo) > 0) return true
    const [latest] = this.#heap
    return latest !== undefined && this.#heap.length >= this.#most && compareStamps(stamp, latest) > 0
  }

  #rise(from: number): void {
    const heap = this.#heap
    for (let at = from; at > 0; ) {
      const above = (at - 1) >> 1
      if (order(heap[at] as Place, heap[above] as Place) <= 0) return
      ;[heap[at], heap[above]] = [heap[above] as Place, heap[at] as Place]
      at = above
    }
  }

  #sink(): void {
    const heap = this.#heap
    for (let at = 0; ; ) {
      let latest = at
      for (const below of [2 * at + 1, 2 * at + 2])
        if (below < heap.length && order(heap[below] as Place, heap[latest] as Place) > 0) latest = below
      if (latest === at) return
      ;[heap[at], heap[latest]] = [heap[latest] as Place, heap[at] as Place]
      at = latest
    }
  }
}
