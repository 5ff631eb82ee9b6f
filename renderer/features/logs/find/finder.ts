import type { Chunk } from '../store/chunk.ts'
import type { LogStore } from '../store/store.ts'
import type { Matcher } from './matcher.ts'
import { scan } from './scan.ts'

type Found = { upTo: number; lines: number[] }

/** Longest stretch of searching before the page may paint again. */
const SLICE = 7

/**
 * Searches a store in slices, from a place on, and goes on as lines arrive. Holds the numbers of the lines found, by chunk:
 * a chunk that is dropped takes its hits with it.
 */
export class Finder {
  readonly #onChange: () => void
  #store: LogStore
  #matcher: Matcher | null = null
  #found = new WeakMap<Chunk, Found>()
  #running = false
  #from = 0
  /** Lines before this one are not searched for: cleared away. */
  floor = 0
  done = true

  constructor(store: LogStore, onChange: () => void) {
    this.#store = store
    this.#onChange = onChange
  }

  get matcher(): Matcher | null {
    return this.#matcher
  }

  /** Looks for something else, beginning at a line; null: for nothing. */
  set(store: LogStore, matcher: Matcher | null, from: number): void {
    this.#store = store
    this.#matcher = matcher
    this.#found = new WeakMap()
    this.#from = from
    this.more()
  }

  /** Lines came. */
  more(): void {
    if (this.#matcher === null || this.#running) return
    this.#running = true
    void this.#run()
  }

  /** How many lines match, and the place of one among them (0 = it is none of them). */
  tally(line: number): { count: number; rank: number } {
    let count = 0
    let rank = 0
    this.#each((number) => {
      count++
      if (number === line) rank = count
    })
    return { count, rank }
  }

  /** The next match after a line, or before it; from the other end when there is none. */
  step(line: number, back: boolean): number | null {
    const near: { first?: number; last?: number; next?: number; previous?: number } = {}
    this.#each((number) => {
      near.first ??= number
      near.last = number
      if (number < line) near.previous = number
      if (number > line) near.next ??= number
    })
    return (back ? (near.previous ?? near.last) : (near.next ?? near.first)) ?? null
  }

  /** Shares of the log, 0–1, at which matches lie: for the marks beside the scroll bar. */
  shares(slots: number): Set<number> {
    const set = new Set<number>()
    const first = Math.max(this.#store.first, this.floor)
    const count = Math.max(1, this.#store.end - first)
    this.#each((number) => set.add(Math.floor(((number - first) / count) * slots)))
    return set
  }

  #each(visit: (line: number) => void): void {
    const first = Math.max(this.#store.first, this.floor)
    for (const chunk of this.#store.chunks)
      for (const index of this.#found.get(chunk)?.lines ?? []) if (chunk.base + index >= first) visit(chunk.base + index)
  }

  async #run(): Promise<void> {
    this.done = false
    let told = 0
    for (let chunk = this.#next(); chunk !== null; chunk = this.#next()) {
      const until = performance.now() + SLICE
      let hits = 0
      for (let one: Chunk | null = chunk; one !== null && performance.now() < until; one = this.#next()) hits += this.#scan(one)
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

  #scan(chunk: Chunk): number {
    const matcher = this.#matcher
    if (matcher === null) return 0
    const found = this.#found.get(chunk) ?? { upTo: 0, lines: [] }
    const hits = scan(chunk, found.upTo, matcher)
    for (const hit of hits) found.lines.push(hit)
    found.upTo = chunk.count
    this.#found.set(chunk, found)
    return hits.length
  }

  /** The next chunk to look through: from the place on to the end, then backwards to the beginning. */
  #next(): Chunk | null {
    if (this.#matcher === null) return null
    const { chunks } = this.#store
    const open = (chunk: Chunk) => (this.#found.get(chunk)?.upTo ?? 0) < chunk.count
    const after = chunks.find((chunk) => chunk.base + chunk.count > this.#from && open(chunk))
    return after ?? chunks.findLast(open) ?? null
  }
}

/** Lets the page paint and answer. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
