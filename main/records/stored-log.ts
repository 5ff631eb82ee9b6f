import { type FileHandle, mkdir, open, readdir, readFile, rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { NANO_MASK, NOTICE, Notice, readBatch, STDERR } from '../../shared/log-batch.ts'
import { type Stamp, stampText } from '../docker/lib/stamp.ts'
import { contentOf, type FrameHead, linesFrame, type Meta, metaFrame, scan } from './format.ts'

type Segment = { number: number; bytes: number; lines: number; first: Stamp; last: Stamp }

/** Where a recording goes on: `taken` counts the stored lines from `since` on, which come a second time. */
export type Resume = { since: Stamp; taken: Map<string, number> }

const NAME = /^(\d{8})\.glog$/
export const lineKey = (stderr: boolean, sec: number, nano: number): string => `${stampText({ sec, nano })}${stderr ? 'e' : 'o'}`
const before = (a: Stamp, b: Stamp): boolean => a.sec < b.sec || (a.sec === b.sec && a.nano < b.nano)

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
  #resume: Resume | null = null
  #handle: FileHandle | null = null
  #queue: Promise<unknown> = Promise.resolve()
  readonly #room: () => number

  /** @param room bytes after which a new segment is begun. */
  constructor(id: string, folder: string, meta: Meta, room: () => number) {
    this.id = id
    this.folder = folder
    this.meta = meta
    this.#room = room
  }

  get bytes(): number {
    return this.segments.reduce((sum, { bytes }) => sum + bytes, 0)
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

  get resume(): Resume | null {
    return this.#resume
  }

  /** Reads what there is. With `mend`, torn tails are cut off and what holds nothing is removed. False: there is nothing. */
  async load(mend: boolean): Promise<boolean> {
    const names = (await readdir(this.folder)).filter((name) => NAME.test(name)).sort()
    const frames: { head: FrameHead; batch: () => Buffer }[] = []
    let known = false
    for (const name of names) {
      const file = join(this.folder, name)
      const bytes = await readFile(file)
      const found = scan(bytes)
      if (found.meta === null && found.frames.length === 0) {
        if (mend) await rm(file, { force: true })
        continue
      }
      known = true
      this.damaged += found.damaged
      // Its lines are sound: whose they are its neighbours tell, or the folder's name.
      if (found.meta === null) this.damaged++
      else this.meta = found.meta
      if (mend && found.good < bytes.length) await truncate(file, found.good)
      const segment = empty(Number(NAME.exec(name)?.[1]), found.good)
      for (const frame of found.frames) {
        count(segment, frame)
        frames.push({ head: frame, batch: () => contentOf(bytes, frame) })
      }
      this.segments.push(segment)
      // Only the end of the log matters for going on; older bytes are let go of.
      if (frames.length > 0) frames.splice(0, frames.length - 64)
    }
    this.#takeUp(frames)
    return known
  }

  #takeUp(frames: readonly { head: FrameHead; batch: () => Buffer }[]): void {
    const since = frames.at(-1)?.head.resume
    const end = frames.at(-1)?.batch()
    if (since === undefined || end === undefined) return
    this.#resume = { since, taken: new Map() }
    for (const { head, batch } of frames) if (!before(head.last, since)) this.#took(batch())
    this.removed = endsRemoved(end)
  }

  #took(batch: Uint8Array): void {
    const resume = this.#resume
    if (resume === null) return
    const { count, sec, nano } = readBatch(batch)
    for (let i = 0; i < count; i++) {
      const bits = nano[i] as number
      const stamp = { sec: sec[i] as number, nano: bits & NANO_MASK }
      if (bits >= NOTICE || before(stamp, resume.since)) continue
      const key = lineKey((bits & STDERR) !== 0, stamp.sec, stamp.nano)
      resume.taken.set(key, (resume.taken.get(key) ?? 0) + 1)
    }
  }

  /** Appends one batch, whole or not at all. Rejects with the system's error; then nothing has changed. */
  append(head: FrameHead, batch: Uint8Array): Promise<void> {
    return this.#next(async () => {
      const frame = linesFrame(head, batch)
      let segment = this.segments.at(-1)
      if (this.#handle === null || segment === undefined || segment.bytes + frame.length > this.#room()) segment = await this.#begin()
      await this.#write(segment, frame)
      count(segment, head)
      this.removed = endsRemoved(batch)
      // For going on after a pause, as after a start.
      const moved = this.#resume === null || before(this.#resume.since, head.resume)
      if (moved) this.#resume = { since: head.resume, taken: new Map() }
      this.#took(batch)
    })
  }

  async #begin(): Promise<Segment> {
    await this.#end()
    const segment = empty((this.segments.at(-1)?.number ?? 0) + 1, 0)
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    const file = join(this.folder, `${String(segment.number).padStart(8, '0')}.glog`)
    this.#handle = await open(file, 'wx', 0o600)
    this.segments.push(segment)
    try {
      await this.#write(segment, metaFrame(this.meta))
    } catch (error) {
      await this.#end()
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

  /** The batches as they were recorded, oldest first; more than was there at the beginning is not read. */
  async *batches(signal: AbortSignal): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const gone = () => signal.aborted
    for (const { number, bytes } of [...this.segments]) {
      const file = join(this.folder, `${String(number).padStart(8, '0')}.glog`)
      // Removed meanwhile by a limit: what is left is shown.
      const content = (await readFile(file).catch(() => Buffer.alloc(0))).subarray(0, bytes)
      for (const frame of scan(content).frames) {
        if (gone()) return
        yield new Uint8Array(contentOf(content, frame))
      }
    }
  }

  /** Removes its oldest segment. Answers whether anything is left. */
  dropOldest(): Promise<boolean> {
    return this.#next(async () => {
      const oldest = this.segments[0]
      if (oldest === undefined) return false
      if (this.segments.length === 1) await this.#end()
      await rm(join(this.folder, `${String(oldest.number).padStart(8, '0')}.glog`), { force: true })
      this.segments.shift()
      return this.segments.length > 0
    })
  }

  /** Removes all that is kept; a recording that goes on begins with its next line. */
  wipe(): Promise<void> {
    return this.#next(async () => {
      await this.#end()
      await rm(this.folder, { recursive: true, force: true })
      this.segments = []
      this.damaged = 0
    })
  }

  /** Everything is on the disk, and the file closed. */
  close(): Promise<void> {
    return this.#next(() => this.#end())
  }

  async #end(): Promise<void> {
    const handle = this.#handle
    this.#handle = null
    await handle?.datasync().catch(() => undefined)
    await handle?.close().catch(() => undefined)
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work)
    this.#queue = result.catch(() => undefined)
    return result
  }
}

const empty = (number: number, bytes: number): Segment => {
  const none = { sec: 0, nano: 0 }
  return { number, bytes, lines: 0, first: none, last: none }
}

function count(segment: Segment, { lines, first, last }: FrameHead): void {
  if (lines === 0) return
  if (segment.lines === 0) segment.first = first
  segment.last = last
  segment.lines += lines
}

function endsRemoved(batch: Uint8Array): boolean {
  const { count, nano, place, text } = readBatch(batch)
  if (count === 0 || (nano[count - 1] as number) < NOTICE) return false
  const start = count === 1 ? 0 : (place[count - 2] as number) & 0x3fffff
  return text[start] === Notice.removed
}
