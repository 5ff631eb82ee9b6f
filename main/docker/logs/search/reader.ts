import type { LogFigures, LogFound, LogPlace, LogSearchSource } from '../../../../shared/contract/logs-search.ts'
import type { LineSink } from '../../lib/lines.ts'
import type { Earliest } from './earliest.ts'
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
type Lines = { sec: number[]; nano: number[]; tie: number[]; stderr: boolean[]; starts: number[]; ends: number[]; cut: number[] }
const noLines = (): Lines => ({ sec: [], nano: [], tie: [], stderr: [], starts: [], ends: [], cut: [] })

/** What is looked for, and who is told. */
export type SearchFor = { matcher: Matcher; earliest: Earliest; max: number; give(found: LogFound[]): void }

/** Looks through one whole log. Holds one piece of it, never more. */
export class SourceSearch {
  /** It was not read to its end: as many earlier matches as are wanted were found, in it or in others. */
  full = false
  readonly status: LogSearchSource = { state: 'waiting', lines: 0, bytes: 0, cut: 0, at: null, error: null }
  readonly #index: number
  readonly #read: ReadWhole
  readonly #after: LogPlace | null
  /** Not before there is something to hold: many logs may be waiting for their turn. */
  #text = new Uint8Array(0)
  #used = 0
  #lines = noLines()
  /** Bytes read, of which as many were looked through as the status says. */
  #bytes = 0
  /** Stamp of the last line, and how many bore it. */
  #last: LogPlace = { sec: -1, nano: 0, tie: 0 }

  constructor(index: number, read: ReadWhole, after: LogPlace | null) {
    this.#index = index
    this.#read = read
    this.#after = after
    this.status.at = after
  }

  /**
   * Reads to the end, or to the first match that is not among the `max` earliest of all logs. `give` is told the matches of each
   * piece. Stops when the signal is aborted; `status.at` stands behind the last line that was looked through.
   */
  async run({ matcher, earliest, max, give }: SearchFor, signal: AbortSignal): Promise<void> {
    this.status.state = 'reading'
    const before = this.status.bytes
    this.#bytes = before
    for await (const bytes of this.#read(this.#after, signal, (...line) => this.#take(...line))) {
      this.#bytes = before + bytes
      if (this.#used >= PIECE_BYTES || this.#lines.ends.length >= PIECE_LINES) await this.#look(matcher, earliest, max, give, signal)
      if (signal.aborted) return
      if (this.full) break
    }
    if (!this.full) await this.#look(matcher, earliest, max, give, signal)
    this.#text = new Uint8Array(0)
    this.#lines = noLines()
    if (signal.aborted || this.full) return
    this.status.state = 'done'
    this.status.bytes = this.#bytes
  }

  #take(stderr: boolean, sec: number, nano: number, from: Uint8Array, start: number, end: number, left: number): void {
    const tie = this.#last.sec === sec && this.#last.nano === nano ? this.#last.tie + 1 : 0
    this.#last = { sec, nano, tie }
    const after = this.#after
    if (after !== null && sec === after.sec && nano === after.nano && tie <= after.tie) return
    const { length } = this.#lines.ends
    if (left > 0) this.#lines.cut.push(length)
    this.#room(end - start)
    this.#lines.starts[length] = this.#used
    this.#text.set(from.subarray(start, end), this.#used)
    this.#used += end - start
    this.#lines.ends[length] = this.#used
    this.#lines.sec[length] = sec
    this.#lines.nano[length] = nano
    this.#lines.tie[length] = tie
    this.#lines.stderr[length] = stderr
  }

  async #look(matcher: Matcher, earliest: Earliest, max: number, give: SearchFor['give'], signal: AbortSignal): Promise<void> {
    const lines = this.#lines
    const count = lines.ends.length
    if (count === 0) return
    const before = this.#figures(lines)
    const text = this.#text.slice(0, this.#used)
    this.#used = 0
    this.#lines = noLines()
    const hits = await matcher.match({ text, starts: Uint32Array.from(lines.starts), ends: Uint32Array.from(lines.ends), max })
    if (signal.aborted) return
    const found: LogFound[] = []
    // Of a piece with as many matches as are wanted the rest was not looked through.
    let last = hits.length >= max ? (hits.at(-1)?.line ?? -1) : count - 1
    this.full = hits.length >= max
    for (const { line, ...hit } of hits) {
      const one = { ...hit, ...placeOf(lines, line), source: this.#index, stderr: lines.stderr[line] === true, ...before(line) }
      if (earliest.take(one)) found.push(one)
      else {
        last = line - 1
        this.full = true
        break
      }
    }
    const { nth, bytes, cut } = before(last + 1)
    Object.assign(this.status, { lines: nth - 1, bytes, cut })
    if (last >= 0) this.status.at = placeOf(lines, last)
    this.full ||= earliest.endsBefore(placeOf(lines, count - 1))
    give(found)
  }

  /** What was looked through before each line of a piece; of what was read for the piece it has its share. */
  #figures({ starts, ends, cut }: Lines): (line: number) => LogFigures {
    const [{ lines, bytes, cut: cuts }, used, count] = [{ ...this.status }, this.#used, ends.length]
    const read = this.#bytes - bytes
    return (line) => {
      const share = ((starts[line] ?? used) + line) / (used + count)
      return { nth: lines + line + 1, bytes: bytes + Math.round(read * share), cut: cuts + cut.filter((at) => at < line).length }
    }
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
