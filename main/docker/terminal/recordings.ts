import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { MOST_RECORDED } from '../../../shared/asciicast.ts'
import type { AppContract } from '../../../shared/contract/index.ts'
import type { Recording } from '../../../shared/contract/terminal.ts'
import { appError } from '../../../shared/errors.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import { CastWriter } from './cast-writer.ts'
import { fileName, isOld, Left, leaveBehind, newFolder, showLife } from './recordings-left.ts'
import type { LiveSession } from './session.ts'
import { Watchers } from './watchers.ts'

/** Kept at a time, those that go on among them. */
const MOST = 64
/** Milliseconds. */
const MINUTE = 60_000
/** Minutes. */
const HOUR = 60

/** What a recording needs of one. */
export type Recorded = Pick<LiveSession, 'info' | 'listen'>

type Kept = { info: Recording; file: string; writer: CastWriter | null }

/** The recordings of all sessions: each a private file in the data folder until it is saved and removed. */
export class Recordings {
  readonly #root: string
  readonly #folder: string
  readonly #mostBytes: number
  readonly #watchers = new Watchers()
  readonly #kept = new Map<string, Kept>()
  readonly #opening = new Map<string, Promise<Recording>>()
  readonly #others: Left
  #left: Promise<void> | null = null
  #tending: Promise<void> | null = null
  #timer: NodeJS.Timeout | undefined
  #minutes = 0
  #closed = false

  constructor(dataDir: string, mostBytes = MOST_RECORDED) {
    this.#root = join(dataDir, 'recordings')
    this.#folder = join(this.#root, newFolder())
    this.#others = new Left(this.#root, this.#folder)
    this.#mostBytes = mostBytes
  }

  /** With what earlier runs left. */
  async *watch(signal: AbortSignal): AsyncGenerator<Recording[]> {
    await this.#takeLeft()
    yield* this.#watchers.watch(() => this.#list(), signal)
  }

  #list(): Recording[] {
    return [...this.#kept.values()].map(infoOf)
  }

  /** Once; then from minute to minute. Never rejects. */
  #takeLeft(): Promise<void> {
    this.#begin()
    this.#left ??= this.#look()
    return this.#left
  }

  async #look(): Promise<void> {
    const found = await this.#others.look()
    for (const { info, file } of found) this.#kept.set(info.id, { info, file, writer: null })
    if (found.length > 0) this.#watchers.wake()
  }

  #begin(): void {
    if (!this.#closed) this.#timer ??= setInterval(() => void this.tend(), MINUTE).unref()
  }

  /** What is to be done each minute. Never rejects. */
  tend(): Promise<void> {
    this.#tending ??= this.#tend().finally(() => {
      this.#tending = null
    })
    return this.#tending
  }

  async #tend(): Promise<void> {
    await showLife(this.#folder)
    if (this.#minutes++ % HOUR === 0) await this.#removeOld()
    // Where nobody ever asked for the list, nobody is there to be offered anything.
    if (this.#left === null) return
    await this.#left
    if (!this.#isClosed()) await this.#look()
  }

  /** A process may run for months. Those that go on stay, however long nothing is shown. */
  async #removeOld(): Promise<void> {
    for (const [id, kept] of this.#kept) {
      if (infoOf(kept).ended === null) continue
      const { mtimeMs } = await stat(kept.file).catch(() => ({ mtimeMs: Date.now() }))
      if (isOld(mtimeMs)) await this.remove(id).catch(() => undefined)
    }
  }

  /** Asked anew after each wait. */
  #isClosed(): boolean {
    return this.#closed
  }

  /** Names of those of this run; who left one of an earlier run alone was offered it. */
  unsaved(): string[] {
    return this.#list()
      .filter(({ session }) => session !== null)
      .map(({ name }) => name)
  }

  /** Two windows that ask at once are given the same. */
  start(session: Recorded, name: string, keys: boolean): Promise<Recording> {
    const { id } = session.info
    const going = [...this.#kept.values()].find(({ info, writer }) => info.session === id && writer?.ended === null)
    if (going !== undefined) return Promise.resolve(infoOf(going))
    const begun = this.#opening.get(id) ?? this.#start(session, name, keys).finally(() => this.#opening.delete(id))
    this.#opening.set(id, begun)
    return begun
  }

  async #start(session: Recorded, name: string, keys: boolean): Promise<Recording> {
    if (this.#closed) throw appError('terminal.ended')
    if (this.#kept.size + this.#opening.size >= MOST) throw appError('terminal.many-recordings', { most: MOST })
    const id = randomBytes(16).toString('hex')
    const file = join(this.#folder, fileName(id, keys))
    const info: Recording = { id, session: session.info.id, name, keys, since: Date.now(), bytes: 0, ended: null }
    const writer = await this.#open(file, { title: name, keys, most: this.#mostBytes, onEnd: this.#watchers.wake })
    try {
      await session.listen(writer)
      await writer.flushed()
      if (writer.ended === 'disk') throw notRecorded(writer.code)
    } catch (error) {
      await writer.end('stopped')
      await rm(file, { force: true }).catch(() => undefined)
      throw error
    }
    this.#kept.set(id, { info, file, writer })
    this.#watchers.wake()
    return info
  }

  async #open(file: string, options: Parameters<typeof CastWriter.open>[1]): Promise<CastWriter> {
    this.#begin()
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 })
      return await CastWriter.open(file, options)
    } catch (error) {
      throw notRecorded((error as NodeJS.ErrnoException).code ?? null)
    }
  }

  async stop(id: string): Promise<Recording> {
    const kept = this.#find(id)
    await kept.writer?.end('stopped')
    return infoOf(kept)
  }

  async *read(id: string, signal: AbortSignal): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const kept = this.#find(id)
    await kept.writer?.end('stopped')
    const stream = createReadStream(kept.file, { signal })
    try {
      for await (const chunk of stream) yield new Uint8Array(chunk as Buffer)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw appError('terminal.no-recording')
      throw error
    } finally {
      stream.destroy()
    }
  }

  async remove(id: string): Promise<void> {
    const kept = this.#find(id)
    await kept.writer?.end('stopped')
    await rm(kept.file, { force: true })
    this.#kept.delete(id)
    this.#watchers.wake()
  }

  /** Ends all. What was not removed waits for the next run. */
  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    await Promise.allSettled(this.#opening.values())
    for (const { writer } of this.#kept.values()) await writer?.end('left')
    await Promise.all([this.#left, this.#tending])
    await leaveBehind(this.#root, this.#folder)
  }

  #find(id: string): Kept {
    const kept = this.#kept.get(id)
    if (kept === undefined) throw appError('terminal.no-recording')
    return kept
  }
}

const notRecorded = (code: string | null) => appError('terminal.not-recorded', { code: code ?? 'EIO' })

function infoOf({ info, writer }: Kept): Recording {
  if (writer === null) return info
  const { bytes, ended, code } = writer
  return { ...info, bytes, ended, ...(code === null ? {} : { code }) }
}

type Ops = 'record' | 'stopRecording' | 'recordings' | 'readRecording' | 'removeRecording'

export const recordingHandlers = (
  recordings: Recordings,
  find: (session: string) => Recorded,
): Pick<Handlers<AppContract>['terminal'], Ops> => ({
  record: ({ session, name, keys }) => recordings.start(find(session), name, keys),
  stopRecording: ({ recording }) => recordings.stop(recording),
  recordings: (_input, signal) => recordings.watch(signal),
  readRecording: ({ recording }, signal) => recordings.read(recording, signal),
  removeRecording: ({ recording }) => recordings.remove(recording),
})
