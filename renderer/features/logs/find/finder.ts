import type { Chunk } from '../store/chunk.ts'
import type { LogStore } from '../store/store.ts'
import { breathe, SLICE } from './breathe.ts'
import { Stopped } from './regex-worker.ts'
import type { Search } from './search.ts'

type Found = { upTo: number; lines: number[] }

/**
 * Searches a store in slices, from a place on, and goes on as lines arrive. Holds the numbers of the lines found, by chunk:
 * a chunk that is dropped takes its hits with it.
 */
export class Finder {
  readonly #onChange: () => void
  #store: LogStore
  #search: Search | null = null
  #found = new WeakMap<Chunk, Found>()
  #running = false
  /** Lines `#behind … #ahead - 1` were looked through. */
  #behind = 0
  #ahead = 0
  /** Lines before this one are not searched for: cleared away. */
  floor = 0
  /** Lines that are filtered away are found, and yet do not count. */
  within: (line: number) => boolean = () => true
  done = true
  /** The expression took too long and was given up: what was found so far is not all. */
  slow = false

  constructor(store: LogStore, onChange: () => void) {
    this.#store = store
    this.#onChange = onChange
  }

  get search(): Search | null {
    return this.#search
  }

  /** Looks for something else, beginning at a line; null: for nothing. */
  set(store: LogStore, search: Search | null, from: number): void {
    this.#store = store
    this.#search = search
    this.#found = new WeakMap()
    this.slow = false
    const inside = from >= store.first && from < store.end
    this.#behind = inside ? store.chunkOf(from).base : store.end
    this.#ahead = this.#behind
    this.more()
  }

  /** Lines came. */
  more(): void {
    if (this.#search === null || this.#running) return
    this.#running = true
    void this.#run()
  }

  /** How many lines match, and the place of one among them (0 = it is none of them). */
  tally(line: number): { count: number; rank: number } {
    let count = 0
    let rank = 0
    this.each((number) => {
      count++
      if (number === line) rank = count
    })
    return { count, rank }
  }

  /** The next match after a line, or before it; from the other end when there is none. */
  step(line: number, back: boolean): number | null {
    const near: { first?: number; last?: number; next?: number; previous?: number } = {}
    this.each((number) => {
      near.first ??= number
      near.last = number
      if (number < line) near.previous = number
      if (number > line) near.next ??= number
    })
    return (back ? (near.previous ?? near.last) : (near.next ?? near.first)) ?? null
  }

  /** The lines that match and can be seen, oldest first. */
  each(visit: (line: number) => void): void {
    const first = Math.max(this.#store.first, this.floor)
    for (const chunk of this.#store.chunks)
      for (const index of this.#found.get(chunk)?.lines ?? []) {
        const line = chunk.base + index
        if (line >= first && this.within(line)) visit(line)
      }
  }

  async #run(): Promise<void> {
    this.done = false
    let told = 0
    for (let chunk = this.#next(); chunk !== null; chunk = this.#next()) {
      const until = performance.now() + SLICE
      let hits = 0
      for (let one: Chunk | null = chunk; one !== null && performance.now() < until; one = this.#next()) hits += await this.#scan(one)
      const now = performance.now()
      // At once when there is something new to see, else a few times a second.
      if (hits > 0 && (told === 0 || now - told > 100)) {
        told = now
        this.#onChange()
      }
      await breathe()
    }
    this.#running = false
    this.done = true
    this.#onChange()
  }

  async #scan(chunk: Chunk): Promise<number> {
    const [search, store] = [this.#search, this.#store]
    if (search === null) return 0
    const found = this.#found.get(chunk) ?? { upTo: 0, lines: [] }
    const upTo = chunk.count
    try {
      const result = search.scan(chunk, found.upTo)
      const hits = result instanceof Promise ? await result : result
      // Something else is looked for by now.
      if (this.#search !== search || this.#store !== store) return 0
      for (const hit of hits) found.lines.push(hit)
      found.upTo = upTo
      this.#found.set(chunk, found)
      this.#behind = Math.min(this.#behind, chunk.base)
      this.#ahead = Math.max(this.#ahead, chunk.base + upTo)
      return hits.length
    } catch (error) {
      // Given up: what was found is not all, and is said to be so.
      if (this.#search === search && !(error instanceof Stopped)) this.slow = true
      return 0
    }
  }

  /** The next chunk to look through: from the place on to the end, then backwards to the beginning. */
  #next(): Chunk | null {
    if (this.#search === null || this.slow) return null
    const store = this.#store
    const ahead = Math.max(this.#ahead, store.first)
    if (ahead < store.end) return store.chunkOf(ahead)
    return this.#behind > store.first ? store.chunkOf(this.#behind - 1) : null
  }
}
