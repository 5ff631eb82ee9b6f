import { END_MASK, type LogColumns, NOTICE, Notice, readBatch } from '../../../../shared/log-batch.ts'
import { adopt, type Chunk, type LogLine, lineOf, openChunk, push, seal, startOf } from './chunk.ts'

/** R6: how much a view keeps. Older lines are dropped and counted. */
export type LogLimits = { lines: number; bytes: number }
export const DEFAULT_LIMITS: LogLimits = { lines: 50_000, bytes: 64 * 1024 * 1024 }

/** Bytes a line costs beside its text: three words. */
const LINE_COST = 12
/** Smaller batches are put together, larger ones become a chunk as they are. */
const ADOPT = 32 * 1024

/** json-file's and every other driver's longest message (engine's `daemon/logger/copier.go`). */
const PART = 16 * 1024

function hasLong({ place, count }: LogColumns): boolean {
  let start = 0
  for (let i = 0; i < count; i++) {
    const end = (place[i] as number) & END_MASK
    if (end - start >= PART) return true
    start = end
  }
  return false
}

export type Told = { source: number; kind: number; detail: string }

/** The lines of one view as byte pages with columns of stamps and ends; nothing is decoded until it is painted. */
export class LogStore {
  readonly limits: LogLimits
  #chunks: Chunk[] = []
  #open: Chunk | null = null
  #last: Chunk | null = null
  #bytes = 0
  /** Notices among the lines kept. */
  #notices = 0
  #droppedNotices = 0
  /** A line came that the engine counts as several: it writes and counts parts of at most 16 KiB. */
  splits = false
  /** Number of the oldest line kept; also how many were dropped. */
  first = 0
  /** Number of the line that will come next. */
  end = 0

  constructor(limits: LogLimits = DEFAULT_LIMITS) {
    this.limits = limits
  }

  /** Takes a batch of `logs.follow` in; answers what its notices tell. Notices that are not shown are left out. */
  append(bytes: Uint8Array): Told[] {
    const batch = readBatch(bytes)
    if (batch.count === 0) return []
    if (!this.splits && batch.text.length >= PART) this.splits = hasLong(batch)
    const told = batch.notices === 0 ? [] : this.#tell(batch)
    if (told.length === 0 && bytes.length >= ADOPT) {
      this.#seal()
      this.#chunks.push(adopt(this.end, batch))
      this.end += batch.count
      this.#bytes += batch.text.length + batch.count * LINE_COST
    } else this.#copy(batch)
    this.#drop()
    return told
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Lines of containers that are kept, without notices. */
  get lines(): number {
    return this.end - this.first - this.#notices
  }

  /** Lines of containers that were dropped. */
  get dropped(): number {
    return this.first - this.#droppedNotices
  }

  get chunks(): readonly Chunk[] {
    return this.#chunks
  }

  /** Line `number`, which must lie in `first … end - 1`. */
  line(number: number): LogLine {
    const chunk = this.chunkOf(number)
    return lineOf(chunk, number - chunk.base)
  }

  chunkOf(number: number): Chunk {
    const last = this.#last
    if (last !== null && number >= last.base && number < last.base + last.count) return last
    let low = 0
    let high = this.#chunks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#chunks[middle] as Chunk).base <= number) low = middle
      else high = middle - 1
    }
    const chunk = this.#chunks[low]
    if (chunk === undefined || number < this.first || number >= this.end) throw new RangeError(`no line ${String(number)}`)
    this.#last = chunk
    return chunk
  }

  #tell(batch: LogColumns): Told[] {
    const chunk = adopt(0, batch)
    const told: Told[] = []
    const utf8 = new TextDecoder()
    for (let i = 0; i < batch.count; i++) {
      if ((batch.nano[i] as number) < NOTICE) continue
      const { source, notice, text } = lineOf(chunk, i)
      told.push({ source, kind: notice, detail: utf8.decode(text) })
    }
    return told
  }

  #copy(batch: LogColumns): void {
    for (let i = 0; i < batch.count; i++) {
      const notice = (batch.nano[i] as number) >= NOTICE
      if (notice && batch.text[startOf(adopt(0, batch), i)] === Notice.caughtUp) continue
      if (notice) this.#notices++
      const before = this.#open?.used ?? 0
      if (this.#open !== null && push(this.#open, batch, i)) this.#bytes += this.#open.used - before + LINE_COST
      else this.#pushAnew(batch, i)
      this.end++
    }
  }

  #pushAnew(batch: LogColumns, index: number): void {
    this.#seal()
    const open = openChunk(this.end)
    if (!push(open, batch, index)) {
      // A line as long as it may be, with the count of what was left out.
      open.text = new Uint8Array(open.text.length * 2)
      push(open, batch, index)
    }
    this.#open = open
    this.#chunks.push(open)
    this.#bytes += open.used + LINE_COST
  }

  #seal(): void {
    if (this.#open !== null) seal(this.#open)
    this.#open = null
  }

  #drop(): void {
    const { lines, bytes } = this.limits
    while (this.end - this.first > 1 && (this.end - this.first > lines || this.#bytes > bytes)) {
      const chunk = this.#chunks[0] as Chunk
      const index = this.first - chunk.base
      this.#bytes -= ((chunk.place[index] as number) & END_MASK) - startOf(chunk, index) + LINE_COST
      if ((chunk.nano[index] as number) >= NOTICE) {
        this.#notices--
        this.#droppedNotices++
      }
      this.first++
      if (this.first === chunk.base + chunk.count) {
        this.#chunks.shift()
        if (this.#last === chunk) this.#last = null
        if (this.#open === chunk) this.#open = null
      }
    }
  }
}
