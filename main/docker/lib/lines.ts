import { parseStamp, STAMP_MAX } from './stamp.ts'

/** A whole line without its newline, as a range of memory that is valid during the call; `left` bytes more were left out. */
export type LineSink = (stderr: boolean, sec: number, nano: number, from: Uint8Array, start: number, end: number, left: number) => void

/** Which messages were taken before a cut; see `StampLedger`. */
export type Ledger = { again(sec: number, nano: number): boolean; took(sec: number, nano: number): void }

/** R6: what is shown of a line; the rest is counted and can be saved. */
export const MAX_LINE = 64 * 1024
/** The engine hands over a longer line in parts of this size, each with a stamp of its own (moby `daemon/logger/copier.go`). */
const PART = 16 * 1024
const NEWLINE = 0x0a

type Mode = 'stamp' | 'text' | 'skip'

/** One output of the container: its unfinished line and the message that is being read. */
class Output {
  mode: Mode = 'stamp'
  head = new Uint8Array(STAMP_MAX)
  headLength = 0
  /** Stamp of the message; its first one is the line's. */
  sec = 0
  nano = 0
  stamped = false
  /** Bytes of text since the stamp: a raw stream shows a part's end by nothing else. */
  run = 0
  /** Set at what may be a raw part's end: how the message was being read. */
  part: Mode | null = null
  open = false
  lineSec = 0
  lineNano = 0
  /** From where it comes again whole, and with it every line that went on when it began. */
  safeSec = 0
  safeNano = 0
  hold = new Uint8Array(0)
  held = 0
  left = 0
  /** How it stood when the message began. */
  markOpen = false
  markHeld = 0
  markLeft = 0
}

/**
 * Makes lines of the messages of one container, on bytes: nothing is decoded, `\r` and NUL stay. Linear for any chunking;
 * holds at most `max` bytes an output. `framed` streams tell where a message begins, raw ones (TTY) do not.
 */
export class LineSplitter {
  readonly #sink: LineSink
  readonly #ledger: Ledger
  readonly #framed: boolean
  readonly #max: number
  readonly #outputs = [new Output(), new Output()] as const
  readonly #stamp = { sec: 0, nano: 0 }
  #newlineChunk: Uint8Array | null = null
  #newlineAt = -1
  /** That of the line given last. */
  #safeSec = 0
  #safeNano = 0

  /** `max`: bytes of a line that are given; the rest is counted. */
  constructor(framed: boolean, ledger: Ledger, sink: LineSink, max = MAX_LINE) {
    this.#max = max
    this.#framed = framed
    this.#ledger = ledger
    this.#sink = sink
  }

  /** A piece of a frame's payload, or with `raw` of a TTY's bytes. */
  write(stderr: boolean, chunk: Uint8Array, start: number, end: number, first: boolean, last: boolean): void {
    const out = stderr ? this.#outputs[1] : this.#outputs[0]
    if (first) {
      if (last && !out.open && this.#wholeLine(out, stderr, chunk, start, end)) return
      this.#begin(out)
    }
    let p = start
    while (p < end) p = out.mode === 'stamp' ? this.#readStamp(out, stderr, chunk, p, end) : this.#readText(out, stderr, chunk, p, end)
    if (!last) return
    if (out.headLength > 0) this.#asText(out, stderr)
    if (out.mode !== 'stamp') this.#finish(out)
  }

  /** Nearly every frame: a stamp, one line and its end. False: it is something else, and nothing was done. */
  #wholeLine(out: Output, stderr: boolean, chunk: Uint8Array, start: number, end: number): boolean {
    if (chunk[end - 1] !== NEWLINE) return false
    const text = parseStamp(chunk, start, end, this.#stamp)
    if (text < 0 || this.#nextNewline(chunk, text) !== end - 1) return false
    const { sec, nano } = this.#stamp
    this.#begin(out)
    if (this.#ledger.again(sec, nano)) return true
    this.#open(out, sec, nano)
    this.#emit(out, stderr, chunk, text, end - 1, 0)
    this.#ledger.took(sec, nano)
    return true
  }

  /** From where a later reading misses nothing and gets each line whole: none goes across it. Null before the first. */
  get safe(): { sec: number; nano: number } | null {
    let [sec, nano] = [this.#safeSec, this.#safeNano]
    for (const { open, safeSec, safeNano } of this.#outputs)
      if (open && safeSec > 0 && (sec === 0 || safeSec < sec || (safeSec === sec && safeNano < nano))) [sec, nano] = [safeSec, safeNano]
    return sec === 0 ? null : { sec, nano }
  }

  raw(chunk: Uint8Array): void {
    this.write(false, chunk, 0, chunk.length, false, false)
  }

  /** The connection was cut: forgets the message that is only half here. It comes again, whole. */
  cut(): void {
    this.#newlineChunk = null
    for (const out of this.#outputs) {
      if ((out.part ?? out.mode) === 'text') {
        out.open = out.markOpen
        out.held = out.markHeld
        out.left = out.markLeft
      }
      this.#begin(out)
    }
  }

  /** Nothing comes after this: an unfinished line is a line. */
  flush(): void {
    for (const [index, out] of this.#outputs.entries()) {
      if (out.headLength > 0) this.#asText(out, index === 1)
      out.mode = out.part ?? out.mode
      if (out.mode !== 'stamp') this.#finish(out)
      if (out.open) this.#emitHeld(out, index === 1)
    }
  }

  #begin(out: Output): void {
    out.mode = 'stamp'
    out.part = null
    out.run = 0
    out.headLength = 0
    out.stamped = false
  }

  /** The message was taken whole. */
  #finish(out: Output): void {
    if (out.mode === 'text' && out.stamped) this.#ledger.took(out.sec, out.nano)
    this.#begin(out)
  }

  #readStamp(out: Output, stderr: boolean, chunk: Uint8Array, at: number, end: number): number {
    if (out.headLength === 0) {
      const text = parseStamp(chunk, at, end, this.#stamp)
      if (text !== -2) {
        this.#startText(out, text >= 0)
        return text >= 0 ? text : at
      }
    }
    for (let p = at; p < end; ) {
      out.head[out.headLength++] = chunk[p++] as number
      const text = parseStamp(out.head, 0, out.headLength, this.#stamp)
      if (text === -2) continue
      if (text === -1) this.#asText(out, stderr)
      else {
        out.headLength = 0
        this.#startText(out, true)
      }
      return p
    }
    return end
  }

  /** What looked like the beginning of a stamp is text after all. */
  #asText(out: Output, stderr: boolean): void {
    const length = out.headLength
    out.headLength = 0
    this.#startText(out, false)
    this.write(stderr, out.head.slice(0, length), 0, length, false, false)
  }

  #startText(out: Output, stamped: boolean): void {
    const { part } = out
    out.part = null
    out.run = 0
    if (part !== null) {
      // A raw message may be as long as a part without being one: then it just goes on.
      if (!stamped) {
        out.mode = part
        return
      }
      if (part === 'text' && out.stamped) this.#ledger.took(out.sec, out.nano)
    }
    out.markOpen = out.open
    out.markHeld = out.held
    out.markLeft = out.left
    out.stamped = stamped
    out.mode = 'text'
    if (stamped) {
      out.sec = this.#stamp.sec
      out.nano = this.#stamp.nano
      if (this.#ledger.again(out.sec, out.nano)) out.mode = 'skip'
    }
    if (!out.open && out.mode !== 'skip') this.#open(out, stamped ? out.sec : 0, stamped ? out.nano : 0)
  }

  /** A line begins. */
  #open(out: Output, sec: number, nano: number): void {
    out.open = true
    out.lineSec = sec
    out.lineNano = nano
    const other = out === this.#outputs[0] ? this.#outputs[1] : this.#outputs[0]
    const across =
      other.open && other.safeSec > 0 && (other.safeSec < out.lineSec || (other.safeSec === out.lineSec && other.safeNano < out.lineNano))
    out.safeSec = across ? other.safeSec : out.lineSec
    out.safeNano = across ? other.safeNano : out.lineNano
  }

  #readText(out: Output, stderr: boolean, chunk: Uint8Array, at: number, end: number): number {
    const newline = this.#nextNewline(chunk, at)
    let stop = newline >= 0 && newline < end ? newline : end
    if (!this.#framed) stop = Math.min(stop, at + PART - out.run)
    const whole = stop === newline
    if (out.mode === 'text') {
      if (whole && out.held === 0 && out.left === 0) this.#emit(out, stderr, chunk, at, stop, 0)
      else this.#keep(out, chunk, at, stop)
      if (whole && out.open) this.#emitHeld(out, stderr)
    }
    out.run += stop - at
    if (whole) {
      this.#finish(out)
      return stop + 1
    }
    if (!this.#framed && out.run === PART) {
      out.part = out.mode
      out.mode = 'stamp'
    }
    return stop
  }

  /** Looks for each newline of a chunk once, however many frames ask. */
  #nextNewline(chunk: Uint8Array, at: number): number {
    if (chunk.length <= STAMP_MAX) return chunk.indexOf(NEWLINE, at)
    if (this.#newlineChunk === chunk && (this.#newlineAt === -1 || this.#newlineAt >= at)) return this.#newlineAt
    this.#newlineChunk = chunk
    this.#newlineAt = chunk.indexOf(NEWLINE, at)
    return this.#newlineAt
  }

  #keep(out: Output, chunk: Uint8Array, start: number, end: number): void {
    const room = Math.min(end - start, this.#max - out.held)
    if (out.held + room > out.hold.length) {
      const next = new Uint8Array(Math.min(this.#max, Math.max(4096, (out.held + room) * 2)))
      next.set(out.hold.subarray(0, out.held))
      out.hold = next
    }
    out.hold.set(chunk.subarray(start, start + room), out.held)
    out.held += room
    out.left += end - start - room
  }

  #emitHeld(out: Output, stderr: boolean): void {
    this.#emit(out, stderr, out.hold, 0, out.held, out.left)
    out.held = 0
    out.left = 0
  }

  #emit(out: Output, stderr: boolean, from: Uint8Array, start: number, end: number, left: number): void {
    let stop = end
    if (left > 0 || end - start > this.#max) stop = wholeCharacters(from, start, Math.min(end, start + this.#max))
    out.open = false
    if (out.safeSec > 0) {
      this.#safeSec = out.safeSec
      this.#safeNano = out.safeNano
    }
    this.#sink(stderr, out.lineSec, out.lineNano, from, start, stop, left + end - stop)
  }
}

/** The last place at or before `end` where no UTF-8 character is cut. */
function wholeCharacters(b: Uint8Array, start: number, end: number): number {
  for (let p = end - 1; p >= start && p >= end - 4; p--) {
    const byte = b[p] as number
    if ((byte & 0xc0) === 0x80) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return p + length > end ? p : end
  }
  return end
}
