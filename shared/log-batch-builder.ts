import {
  CAPPED,
  END_MASK,
  HEADER_WORDS,
  LEFT_OUT_BYTES,
  LINE_WORDS,
  type LogColumns,
  MAGIC,
  NOTICE,
  type NoticeKind,
  SOURCE_SHIFT,
  STDERR,
} from './log-batch.ts'

/** Bytes of a queue after which nobody waits for more lines: they go as one batch, over the wire as on the disk. */
export const ENOUGH = 128 * 1024

const utf8 = new TextEncoder()
/** A piece as large as this holds lines enough to be copied as a whole first. */
const MANY = 4096

/** Collects lines into columns; what it holds is a queue: records are added at its end and taken from its front. */
export class BatchBuilder {
  #sec = new Uint32Array(1024)
  #nano = new Uint32Array(1024)
  #place = new Uint32Array(1024)
  #text = new Uint8Array(64 * 1024)
  /** What stands whole in the text from `#stagedAt` on, behind all that is held. */
  #staged: Uint8Array | null = null
  #stagedAt = 0
  count = 0
  bytes = 0
  notices = 0

  /** About what it takes as a batch, its columns among it: empty lines are many and have no text. */
  get size(): number {
    return this.bytes + this.count * LINE_WORDS * 4
  }

  /**
   * Says that the next lines come from this piece of memory, which does not change meanwhile. It is copied once: a view of it
   * for every line would cost more than the line, and be most of the garbage of a flood.
   */
  stage(piece: Uint8Array): void {
    const { length } = piece
    this.#staged = null
    if (length < MANY || this.bytes + 2 * length > END_MASK) return
    // Its lines are written in front of it and never reach it.
    this.#room(2 * length)
    this.#stagedAt = this.#text.length - length
    this.#text.set(piece, this.#stagedAt)
    this.#staged = piece
  }

  /** A line from `from[start..end)`; `left` bytes more of it were left out. */
  add(source: number, stderr: boolean, sec: number, nano: number, from: Uint8Array, start: number, end: number, left = 0): void {
    this.#room(end - start + LEFT_OUT_BYTES)
    if (from === this.#staged) this.#text.copyWithin(this.bytes, this.#stagedAt + start, this.#stagedAt + end)
    else copy(from, start, end, this.#text, this.bytes)
    this.bytes += end - start
    if (left > 0) this.#leftOut(left)
    this.#record(sec, stderr ? nano | STDERR : nano, source, left > 0 ? CAPPED : 0)
  }

  notice(source: number, kind: NoticeKind, detail: string, sec = 0, nano = 0): void {
    const text = utf8.encode(detail)
    this.#room(text.length + 1)
    this.#text[this.bytes] = kind
    this.#text.set(text, this.bytes + 1)
    this.bytes += text.length + 1
    this.notices++
    this.#record(sec, nano | NOTICE, source, 0)
  }

  /** Moves record `index` of another builder to this one's end, as one of the same or another source. */
  move(from: LogColumns, index: number, source?: number): void {
    const nano = from.nano[index] as number
    const place = from.place[index] as number
    const start = index === 0 ? 0 : (from.place[index - 1] as number) & END_MASK
    const end = place & END_MASK
    this.#room(end - start)
    copy(from.text, start, end, this.#text, this.bytes)
    this.bytes += end - start
    if (nano >= NOTICE) this.notices++
    this.#record(from.sec[index] as number, nano, source ?? place >>> SOURCE_SHIFT, place & CAPPED)
  }

  /** What it holds, over its own memory: valid until the next change. */
  columns(): LogColumns {
    const { count, notices, bytes } = this
    return { count, notices, sec: this.#sec, nano: this.#nano, place: this.#place, text: this.#text.subarray(0, bytes) }
  }

  /** Everything as one batch; the builder is empty afterwards. */
  take(): Uint8Array<ArrayBuffer> {
    const { count, bytes } = this
    const words = HEADER_WORDS + LINE_WORDS * count
    const batch = new Uint8Array(words * 4 + bytes)
    const out = new Uint32Array(batch.buffer, 0, words)
    out.set([MAGIC, count, bytes, this.notices])
    out.set(this.#sec.subarray(0, count), HEADER_WORDS)
    out.set(this.#nano.subarray(0, count), HEADER_WORDS + count)
    out.set(this.#place.subarray(0, count), HEADER_WORDS + 2 * count)
    batch.set(this.#text.subarray(0, bytes), words * 4)
    this.clear()
    return batch
  }

  /** Forgets its first `n` records. */
  dropFirst(n: number): void {
    if (n === 0) return
    if (n >= this.count) {
      this.clear()
      return
    }
    const cut = (this.#place[n - 1] as number) & END_MASK
    for (let i = 0; i < n; i++) if ((this.#nano[i] as number) >= NOTICE) this.notices--
    this.#text.copyWithin(0, cut, this.bytes)
    this.#sec.copyWithin(0, n, this.count)
    this.#nano.copyWithin(0, n, this.count)
    this.#place.copyWithin(0, n, this.count)
    this.count -= n
    this.bytes -= cut
    // The ends are relative to the front; flags and source stand in the bits above.
    for (let i = 0; i < this.count; i++) this.#place[i] = (this.#place[i] as number) - cut
  }

  clear(): void {
    this.#staged = null
    this.count = 0
    this.bytes = 0
    this.notices = 0
  }

  #record(sec: number, nano: number, source: number, flags: number): void {
    if (this.count === this.#sec.length) {
      this.#sec = grown(this.#sec)
      this.#nano = grown(this.#nano)
      this.#place = grown(this.#place)
    }
    this.#sec[this.count] = sec
    this.#nano[this.count] = nano
    this.#place[this.count] = this.bytes | flags | (source << SOURCE_SHIFT)
    this.count++
  }

  #leftOut(left: number): void {
    const view = new DataView(this.#text.buffer)
    view.setUint32(this.bytes, left % 2 ** 32, true)
    view.setUint32(this.bytes + 4, Math.floor(left / 2 ** 32), true)
    this.bytes += LEFT_OUT_BYTES
  }

  #room(bytes: number): void {
    const need = this.bytes + bytes
    if (need > END_MASK) throw new RangeError('a batch holds at most 4 MiB of text')
    if (need > this.#stagedAt) this.#staged = null
    if (need <= this.#text.length) return
    const next = new Uint8Array(Math.min(END_MASK + 1, Math.max(need, this.#text.length * 2)))
    next.set(this.#text.subarray(0, this.bytes))
    this.#text = next
  }
}

/** `set(subarray)` allocates a view a line; a short line is cheaper to copy by hand. */
function copy(from: Uint8Array, start: number, end: number, to: Uint8Array, at: number): void {
  if (end - start > 48) to.set(from.subarray(start, end), at)
  else for (let i = start; i < end; i++) to[at++] = from[i] as number
}

function grown(old: Uint32Array): Uint32Array<ArrayBuffer> {
  const next = new Uint32Array(old.length * 2)
  next.set(old)
  return next
}
