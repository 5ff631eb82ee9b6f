import { NOTICE } from '../../../../shared/log-batch.ts'
import { stripSequences } from '../ansi/parse.ts'
import { guessLevel, Level } from '../lines/level.ts'
import { type Chunk, endOf, hasEscapes, startOf } from '../store/chunk.ts'
import type { LogStore } from '../store/store.ts'

/** What a line is marked as; a later one outdoes an earlier one. */
export const Mark = { none: 0, notice: 1, warn: 2, error: 3 } as const
export type Mark = (typeof Mark)[keyof typeof Mark]
const UNKNOWN = 255

/** Lines looked at in one go while a flood comes; the others are looked at when it is over. */
const MOST = 1500
/** Longest stretch of it, and the time from one to the next. Milliseconds. */
const [BUDGET, PACE] = [3, 100]
/** Lines after which the time is looked at. */
const PAUSE = 64
/** Bytes in which a level stands: of a line of JSON its fields come in any order. */
const [HEAD, JSON_HEAD] = [256, 4096]
const BRACE = 0x7b

const utf8 = new TextDecoder()

/**
 * Knows of each line of a store what it is marked as, a byte a line. Looks at lines a few times a second and for a bounded time,
 * never as they come: a flood costs no more than a trickle, and is looked through once it is over.
 */
export class LineKinds {
  readonly #listeners = new Set<() => void>()
  /** Another one whenever more is known. */
  version = 0
  #known = new WeakMap<Chunk, Uint8Array>()
  #store: LogStore | null = null
  /** The next line to look at. */
  #at = 0
  /** Lines before it were left out. */
  #sparse = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #active = true
  #levels = true

  readonly onChange = (listen: () => void): (() => void) => {
    this.#listeners.add(listen)
    return () => this.#listeners.delete(listen)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#store = null
    document.removeEventListener('visibilitychange', this.#soon)
  }

  /** `active`: it is in sight. `levels`: they are marked, too. */
  set(active: boolean, levels: boolean): void {
    if (levels !== this.#levels) {
      this.#known = new WeakMap()
      this.#at = 0
    }
    this.#active = active
    this.#levels = levels
    this.#soon()
  }

  /** Lines came, or the store is another one. */
  more(store: LogStore): void {
    if (store !== this.#store) this.#at = 0
    if (this.#store === null) document.addEventListener('visibilitychange', this.#soon)
    this.#store = store
    this.#soon()
  }

  of(chunk: Chunk): Uint8Array | null {
    return this.#known.get(chunk) ?? null
  }

  /** Goes on, where it is in sight. */
  readonly #soon = (): void => {
    if (this.#timer !== undefined || !this.#active || this.#store === null || document.hidden) return
    if (!this.#sparse && this.#at >= this.#store.end) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#look()
      this.#soon()
    }, PACE)
  }

  #look(): void {
    const store = this.#store
    if (store === null) return
    const left = store.end - Math.max(this.#at, store.first)
    const stride = Math.ceil(left / MOST)
    const until = performance.now() + BUDGET
    if (left > 0) {
      // What is left out now is looked at when nothing more comes.
      this.#at = this.#through(store, Math.max(this.#at, store.first), stride, until)
      if (stride > 1) this.#sparse = true
      if (stride === 1 && this.#at === store.end) this.#fill(store, until)
    } else this.#fill(store, until)
    this.version++
    for (const listen of this.#listeners) listen()
  }

  /** Looks at the lines that were left out. */
  #fill(store: LogStore, until: number): void {
    if (!this.#sparse) return
    this.#sparse = this.#through(store, store.first, 1, until) < store.end
  }

  /** Looks at every `stride`th line that was not; answers where it came to. */
  #through(store: LogStore, from: number, stride: number, until: number): number {
    for (let line = from; line < store.end; ) {
      const chunk = store.chunkOf(line)
      const known = this.#roomFor(chunk)
      for (let index = line - chunk.base; index < chunk.count; index += stride, line = chunk.base + index) {
        if (known[index] === UNKNOWN) known[index] = this.#kindOf(chunk, index)
        if (index % PAUSE < stride && performance.now() > until) return line
      }
    }
    return store.end
  }

  #roomFor(chunk: Chunk): Uint8Array {
    const known = this.#known.get(chunk)
    if (known !== undefined && known.length >= chunk.count) return known
    // An open chunk has columns longer than what is in it.
    const room = new Uint8Array(chunk.sec.length).fill(UNKNOWN)
    if (known !== undefined) room.set(known)
    this.#known.set(chunk, room)
    return room
  }

  #kindOf(chunk: Chunk, index: number): Mark {
    if ((chunk.nano[index] as number) >= NOTICE) return Mark.notice
    if (!this.#levels) return Mark.none
    const { text } = chunk
    const start = startOf(chunk, index)
    const first = text[start] as number
    // What is indented belongs to a line above.
    if (first === 0x20 || first === 0x09) return Mark.none
    const end = Math.min(endOf(chunk, index), start + (first === BRACE ? JSON_HEAD : HEAD))
    const head = utf8.decode(text.subarray(start, end))
    const level = guessLevel(hasEscapes(chunk) ? stripSequences(head) : head)
    return level >= Level.error ? Mark.error : level === Level.warn ? Mark.warn : Mark.none
  }
}
