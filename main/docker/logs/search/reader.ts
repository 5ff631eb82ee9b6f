import type { LogFound, LogPlace, LogSearchSource } from '../../../../shared/contract/logs-search.ts'
import type { LineSink } from '../../lib/lines.ts'
import type { Matcher } from './matcher.ts'

/**
 * Reads a whole log once: `sink` gets its lines, and after every piece the bytes read so far are yielded. With a place it may
 * begin with the first line that bears its stamp, never later.
 */
export type ReadWhole = (after: LogPlace | null, signal: AbortSignal, sink: LineSink) => AsyncIterable<number>

/** Lines are looked through once so many bytes or lines of them have come. */
const PIECE_BYTES = 256 * 1024
const PIECE_LINES = 16_384

/** What is known of the lines of a piece beside their text. */
type Lines = { sec: number[]; nano: number[]; tie: number[]; stderr: boolean[]; starts: number[]; ends: number[] }
const noLines = (): Lines => ({ sec: [], nano: [], tie: [], stderr: [], starts: [], ends: [] })

/** Looks through one whole log. Holds one piece of it, never more. */
export class SourceSearch {
  readonly status: LogSearchSource = { state: 'waiting', lines: 0, bytes: 0, cut: 0, at: null, error: null }
  readonly #index: number
  readonly #read: ReadWhole
  readonly #after: LogPlace | null
  /** Not before there is something to hold: many logs may be waiting for their turn. */
  #text = new Uint8Array(0)
  #used = 0
  #lines = noLines()
  /** Stamp of the last line, and how many bore it. */
  #last: LogPlace = { sec: -1, nano: 0, tie: 0 }

  constructor(index: number, read: ReadWhole, after: LogPlace | null) {
    this.#index = index
    this.#read = read
    this.#after = after
    this.status.at = after
  }

  /**
   * Reads to the end. `give` is told the matches of each piece, and is asked before it how many are still wanted.
   * Stops when the signal is aborted; `status.at` stands behind the last line whose match was given.
   */
  async run(matcher: Matcher, signal: AbortSignal, wanted: () => number, give: (found: LogFound[]) => void): Promise<void> {
    this.status.state = 'reading'
    const before = this.status.bytes
    for await (const bytes of this.#read(this.#after, signal, (...line) => this.#take(...line))) {
      this.status.bytes = before + bytes
      if (this.#used >= PIECE_BYTES || this.#lines.ends.length >= PIECE_LINES) await this.#look(matcher, signal, wanted, give)
      if (signal.aborted) return
    }
    await this.#look(matcher, signal, wanted, give)
    this.#text = new Uint8Array(0)
    if (!signal.aborted) this.status.state = 'done'
  }

  #take(stderr: boolean, sec: number, nano: number, from: Uint8Array, start: number, end: number, left: number): void {
    const tie = this.#last.sec === sec && this.#last.nano === nano ? this.#last.tie + 1 : 0
    this.#last = { sec, nano, tie }
    const after = this.#after
    if (after !== null && sec === after.sec && nano === after.nano && tie <= after.tie) return
    if (left > 0) this.status.cut++
    this.#room(end - start)
    const { length } = this.#lines.ends
    this.#lines.starts[length] = this.#used
    this.#text.set(from.subarray(start, end), this.#used)
    this.#used += end - start
    this.#lines.ends[length] = this.#used
    this.#lines.sec[length] = sec
    this.#lines.nano[length] = nano
    this.#lines.tie[length] = tie
    this.#lines.stderr[length] = stderr
  }

  async #look(matcher: Matcher, signal: AbortSignal, wanted: () => number, give: (found: LogFound[]) => void): Promise<void> {
    const lines = this.#lines
    const count = lines.ends.length
    if (count === 0) return
    const text = this.#text.slice(0, this.#used)
    this.#used = 0
    this.#lines = noLines()
    const piece = { text, starts: Uint32Array.from(lines.starts), ends: Uint32Array.from(lines.ends), max: wanted() }
    const hits = await matcher.match(piece)
    // Others may have filled what was wanted meanwhile: then this piece was not looked through.
    if (signal.aborted) return
    const taken = hits.slice(0, wanted())
    const full = taken.length === wanted()
    const last = full ? (taken.at(-1)?.line ?? -1) : count - 1
    this.status.lines += last + 1
    if (last >= 0) this.status.at = placeOf(lines, last)
    give(taken.map(({ line, ...hit }) => ({ ...hit, ...placeOf(lines, line), source: this.#index, stderr: lines.stderr[line] === true })))
  }

  #room(bytes: number): void {
    const need = this.#used + bytes
    if (need <= this.#text.length) return
    const next = new Uint8Array(Math.max(need, PIECE_BYTES, this.#text.length * 2))
    next.set(this.#text.subarray(0, this.#used))
    this.#text = next
  }
}

const placeOf = ({ sec, nano, tie }: Lines, line: number): LogPlace => ({ sec: sec[line] ?? 0, nano: nano[line] ?? 0, tie: tie[line] ?? 0 })
