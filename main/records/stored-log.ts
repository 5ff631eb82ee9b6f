import { type FileHandle, mkdir, open, readdir, readFile, rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { appError } from '../../shared/errors.ts'
import { NOTICE, Notice, readBatch } from '../../shared/log-batch.ts'
import { compareStamps, type Stamp } from '../docker/lib/stamp.ts'
import { clearedFrame, contentOf, type FrameHead, linesFrame, type Meta, metaFrame, scan } from './format.ts'
import type { Keeper } from './keeper.ts'
import { behindAll, countTaken, MOST_BEHIND, type Resume } from './resume.ts'
import { count, empty, type Segment } from './segment.ts'

const NAME = /^(\d{8})\.glog$/

/** What is kept of one container's log: its segments, of which the last is appended to. Everything is done one after the other. */
export class StoredLog {
  readonly id: string
  readonly folder: string
  meta: Meta
  segments: Segment[] = []
  /** Its container was removed while it was recorded. */
  removed = false
  damaged = 0
  /** A recorder writes it: it stays known when all it holds is removed. */
  active = false
  /** Where its last frame says that reading goes on, and what it was removed up to. */
  #end: Pick<FrameHead, 'resume' | 'cut'> | null = null
  #floor: Stamp = { sec: 0, nano: 0 }
  #handle: FileHandle | null = null
  #queue: Promise<unknown> = Promise.resolve()
  readonly #keeper: Keeper

  constructor(id: string, folder: string, meta: Meta, keeper: Keeper) {
    this.id = id
    this.folder = folder
    this.meta = meta
    this.#keeper = keeper
  }

  /** No line of it is kept: at most where it goes on, and what happened to its container. */
  get empty(): boolean {
    return this.segments.every(({ lines }) => lines === 0)
  }

  get bytes(): number {
    return this.empty ? 0 : this.segments.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  get lines(): number {
    return this.segments.reduce((sum, { lines }) => sum + lines, 0)
  }

  /** Stamps of the first and the last line that is kept, null without any. */
  get span(): { first: Stamp; last: Stamp } | null {
    const filled = this.segments.filter(({ lines }) => lines > 0)
    const [first, last] = [filled[0], filled.at(-1)]
    return first === undefined || last === undefined ? null : { first: first.first, last: last.last }
  }

  /** Where a recording goes on; null where nothing was stored yet. What it reads and holds is bounded. */
  resume(): Promise<Resume | null> {
    return this.#next(() => this.#goOn())
  }

  async #goOn(): Promise<Resume | null> {
    const end = this.#end
    if (end === null) return null
    const taken = new Map<string, number>()
    let left = 3 * MOST_BEHIND
    for (const { number, bytes } of [...this.segments].reverse()) {
      const content = (await readFile(this.#file(number))).subarray(0, bytes)
      let any = false
      for (const frame of scan(content).frames.reverse()) {
        any = countTaken(taken, end.resume, contentOf(content, frame)) || any
        left -= frame.lines
        if (left < 0) break
      }
      if (!any || left < 0) break
    }
    return { since: end.resume, cut: end.cut, taken }
  }

  /** Reads what there is. With `mend`, torn tails are cut off and what holds nothing is removed. False: there is nothing. */
  async load(mend: boolean): Promise<boolean> {
    const names = (await readdir(this.folder)).filter((name) => NAME.test(name)).sort()
    let known = false
    for (const name of names) {
      const file = join(this.folder, name)
      const bytes = await readFile(file)
      const found = scan(bytes)
      if (found.meta === null && found.frames.length === 0 && found.cleared === null) {
        if (mend) await rm(file, { force: true })
        continue
      }
      known = true
      if (found.cleared !== null) await this.#startOver(found.cleared, mend)
      this.damaged += found.damaged
      // Without a head its lines are sound all the same: whose they are its neighbours tell, or the folder's name.
      if (found.meta !== null) this.meta = found.meta
      if (mend && found.good < bytes.length) await truncate(file, found.good)
      const segment = empty(Number(NAME.exec(name)?.[1]), found.good)
      for (const frame of found.frames) count(segment, frame)
      this.segments.push(segment)
      const last = found.frames.at(-1)
      if (last === undefined) continue
      this.#end = { resume: last.resume, cut: last.cut }
      this.removed = endsRemoved(contentOf(bytes, last))
    }
    return known
  }

  /** All that stands before was removed; whoever removed it may have been killed in the middle of that. */
  async #startOver(resume: Stamp, mend: boolean): Promise<void> {
    if (mend) for (const { number } of this.segments) await rm(this.#file(number), { force: true })
    this.segments = []
    this.damaged = 0
    this.#floor = resume
    this.#end = { resume, cut: false }
  }

  /** Appends one batch, whole or not at all. Rejects with the system's error or the store's; then nothing has changed. */
  append(given: FrameHead, batch: Uint8Array): Promise<void> {
    const frame = linesFrame(given, batch)
    // Room is asked for outside of the queue: it may be made by removing from this very log.
    return this.#keeper.within(frame.length, () => this.#append(given, batch, frame))
  }

  #append(given: FrameHead, batch: Uint8Array, made: Buffer): Promise<void> {
    return this.#change(async () => {
      // What was removed does not come back for the sake of a line that has not ended.
      const floored = compareStamps(given.resume, this.#floor) < 0
      const head = floored ? { ...given, resume: this.#floor, cut: true } : given
      const frame = floored ? linesFrame(head, batch) : made
      let segment = this.segments.at(-1)
      if (this.#handle === null || segment === undefined || segment.bytes + frame.length > this.#keeper.room())
        segment = await this.#begin()
      await this.#write(segment, frame)
      count(segment, head)
      this.removed = endsRemoved(batch)
      this.#end = { resume: head.resume, cut: head.cut }
    })
  }

  /** @param rest stands at its beginning. */
  async #begin(rest: Buffer = Buffer.alloc(0)): Promise<Segment> {
    await this.#finish()
    const segment = empty((this.segments.at(-1)?.number ?? 0) + 1, 0)
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    const file = this.#file(segment.number)
    this.#handle = await open(file, 'wx', 0o600)
    this.segments.push(segment)
    try {
      await this.#write(segment, Buffer.concat([metaFrame(this.meta), rest]))
    } catch (error) {
      await this.#finish()
      this.segments.pop()
      await rm(file, { force: true }).catch(() => undefined)
      throw error
    }
    return segment
  }

  async #write(segment: Segment, frame: Buffer): Promise<void> {
    const handle = this.#handle
    if (handle === null) throw new Error('no segment is open')
    try {
      for (let at = 0; at < frame.length; ) at += (await handle.write(frame, at, frame.length - at, segment.bytes + at)).bytesWritten
    } catch (error) {
      // Half a frame on a full disk: what follows must not stand behind it.
      await handle.truncate(segment.bytes).catch(() => undefined)
      throw error
    }
    segment.bytes += frame.length
  }

  /**
   * The batches as they were recorded, oldest first; more than was there at the beginning is not read. With a place, what lies
   * well before it is left out, but never the last `before` lines of that. Rejects with `records.unreadable`.
   */
  async *batches(signal: AbortSignal, place?: { at: Stamp; before: number }): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const gone = () => signal.aborted
    for (const { number, bytes } of this.segments.slice(place === undefined ? 0 : this.#segmentOf(place))) {
      // Removed meanwhile by a limit: what is left is shown.
      const content = (await readFile(this.#file(number)).catch(orNothing)).subarray(0, bytes)
      for (const frame of scan(content).frames) {
        if (gone()) return
        yield new Uint8Array(contentOf(content, frame))
      }
    }
  }

  #segmentOf({ at, before }: { at: Stamp; before: number }): number {
    const found = this.segments.findIndex(({ lines, last }) => lines > 0 && compareStamps(last, at) >= 0)
    let index = found < 0 ? this.segments.length : found
    for (let left = before; index > 0 && left > 0; ) left -= this.segments[--index]?.lines ?? 0
    return index
  }

  /** How many lines `batches` gives for this place. */
  linesFrom(place: { at: Stamp; before: number }): number {
    return this.segments.slice(this.#segmentOf(place)).reduce((sum, { lines }) => sum + lines, 0)
  }

  /** Removes its oldest segment. */
  dropOldest(): Promise<void> {
    return this.#change(async () => {
      const [oldest, next] = this.segments
      if (oldest === undefined) return
      if (next === undefined) return this.#clear()
      await rm(this.#file(oldest.number), { force: true })
      this.segments.shift()
    })
  }

  /** Removes all that is kept, but not where it ends: a recording that goes on begins with its next line, also after a start. */
  clear(): Promise<void> {
    return this.#change(() => this.#clear())
  }

  async #clear(): Promise<void> {
    // What cannot be read can be removed all the same.
    const unread = () => this.#end && { since: this.span?.last ?? this.#end.resume, cut: false, taken: new Map<string, number>() }
    const end = await this.#goOn().catch(unread)
    if (end === null) return this.#discard()
    const resume = behindAll(end)
    const old = this.segments
    const remove = async () => {
      for (const { number } of old) await rm(this.#file(number), { force: true })
    }
    this.segments = [...old]
    // Said before anything goes, so that a kill in between brings nothing back; a full disk has room for it only after.
    await this.#begin(clearedFrame(resume)).catch(async () => {
      await remove()
      this.segments = []
      await this.#begin(clearedFrame(resume))
    })
    await this.#handle?.datasync()
    await remove()
    this.segments = this.segments.slice(-1)
    this.damaged = 0
    this.#floor = resume
    this.#end = { resume, cut: false }
  }

  /** Removes it with all that is known of it. */
  discard(): Promise<void> {
    return this.#change(() => this.#discard())
  }

  async #discard(): Promise<void> {
    await this.#finish()
    await rm(this.folder, { recursive: true, force: true })
    this.segments = []
    this.damaged = 0
    this.#end = null
  }

  /** Everything is on the disk, and the file closed. */
  close(): Promise<void> {
    return this.#next(() => this.#finish())
  }

  async #finish(): Promise<void> {
    const handle = this.#handle
    this.#handle = null
    await handle?.datasync().catch(() => undefined)
    await handle?.close().catch(() => undefined)
  }

  #file(number: number): string {
    return join(this.folder, `${String(number).padStart(8, '0')}.glog`)
  }

  /** Asked last of all: what waited in the queue may have waited for long. */
  #change(work: () => Promise<void>): Promise<void> {
    return this.#next(() => this.#keeper.mayChange().then(work))
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work)
    this.#queue = result.catch(() => undefined)
    return result
  }
}

function orNothing(error: NodeJS.ErrnoException): Buffer {
  if (error.code === 'ENOENT') return Buffer.alloc(0)
  throw appError('records.unreadable', {}, error.message)
}

function endsRemoved(batch: Uint8Array): boolean {
  const { count, nano, place, text } = readBatch(batch)
  if (count === 0 || (nano[count - 1] as number) < NOTICE) return false
  const start = count === 1 ? 0 : (place[count - 2] as number) & 0x3fffff
  return text[start] === Notice.removed
}
