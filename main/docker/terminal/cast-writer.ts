import { type FileHandle, open } from 'node:fs/promises'
import { type CastEvent, writeEvent, writeHeader } from '../../../shared/asciicast.ts'
import type { RecordingEnd } from '../../../shared/contract/terminal.ts'
import type { Listener } from './mirror.ts'
import type { Size } from './resizer.ts'

/** Bytes that may wait for a slow disk before the recording is ended for it: the terminal itself never waits. */
const MAX_WAITING = 32 << 20

export type CastOptions = {
  title: string
  /** Whether what is typed is written too: it may hold passwords. */
  keys: boolean
  /** Bytes the file may have. */
  most: number
  /** Called once, when nothing more will be written. */
  onEnd(): void
  /** Milliseconds of a clock that never goes back. */
  now?: () => number
  /** Bytes that may wait. */
  waiting?: number
}

/**
 * One recording on its way into a file (0600): what is told is written as it comes, whole lines only, so that the file plays
 * whenever writing ends. Nothing here throws after the opening: a disk that takes no more ends the recording, and says why.
 */
export class CastWriter implements Listener {
  readonly #file: FileHandle
  readonly #options: CastOptions
  readonly #now: () => number
  // The first character of an output may be U+FEFF, which is no mark of an encoding there.
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  #start: number | null = null
  #size: Size = { cols: 0, rows: 0 }
  #queue: Buffer[] = []
  #waiting = 0
  #written = 0
  #writing: Promise<void> | null = null
  #end: RecordingEnd | null = null
  #code: string | null = null
  #closed: Promise<void> | null = null

  /** Rejects with the system's error. The file must not be there yet. */
  static async open(path: string, options: CastOptions): Promise<CastWriter> {
    return new CastWriter(await open(path, 'wx', 0o600), options)
  }

  private constructor(file: FileHandle, options: CastOptions) {
    this.#file = file
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
  }

  /** Bytes on the disk. */
  get bytes(): number {
    return this.#written
  }

  /** Why it ended; null while it goes on. */
  get ended(): RecordingEnd | null {
    return this.#end
  }

  /** The system's word on what the disk refused: ENOSPC, EIO … */
  get code(): string | null {
    return this.#code
  }

  begin(size: Size, picture: string): void {
    if (this.#start !== null) return
    this.#start = this.#now()
    this.#size = size
    this.#put(writeHeader({ ...size, title: this.#options.title, since: Date.now() / 1000 }))
    if (picture !== '') this.#put(writeEvent({ at: 0, kind: 'o', data: picture }))
  }

  /** A character cut in two is held back until it is whole; what is no UTF-8 becomes U+FFFD, as the format has only text. */
  output(bytes: Uint8Array): void {
    if (this.#end !== null) return
    const data = this.#decoder.decode(bytes, { stream: true })
    if (data !== '') this.#event('o', data)
  }

  input(data: string): void {
    if (this.#options.keys && data !== '') this.#event('i', data)
  }

  resize({ cols, rows }: Size): void {
    if (this.#start === null || (cols === this.#size.cols && rows === this.#size.rows)) return
    this.#size = { cols, rows }
    this.#event('r', `${String(cols)}x${String(rows)}`)
  }

  /** The session is over. */
  over(): void {
    void this.end('over')
  }

  /** Resolves when all that was told is on the disk and the file closed. */
  end(why: RecordingEnd): Promise<void> {
    if (this.#end === null) {
      const rest = this.#decoder.decode()
      if (rest !== '') this.#event('o', rest)
    }
    // What was left of the last character may have been too much itself.
    if (this.#isGoingOn()) this.#end = why
    this.#closed ??= this.#close()
    return this.#closed
  }

  /** Resolves when what was told until now was written or refused. */
  async flushed(): Promise<void> {
    while (this.#writing !== null) await this.#writing
  }

  /** Asked anew after each event, which may end it. */
  #isGoingOn(): boolean {
    return this.#end === null
  }

  async #close(): Promise<void> {
    await this.flushed()
    await this.#file.datasync().catch((error: unknown) => this.#refused(error))
    await this.#file.close().catch(() => undefined)
    this.#options.onEnd()
  }

  #event(kind: CastEvent['kind'], data: string): void {
    if (this.#start !== null) this.#put(writeEvent({ at: (this.#now() - this.#start) / 1000, kind, data }))
  }

  #put(text: string): void {
    if (this.#end !== null) return
    const line = Buffer.from(text)
    const { most, waiting = MAX_WAITING } = this.#options
    const why = this.#written + this.#waiting + line.length > most ? 'full' : this.#waiting + line.length > waiting ? 'slow' : null
    if (why !== null) {
      this.#end = why
      void this.end(why)
      return
    }
    this.#queue.push(line)
    this.#waiting += line.length
    this.#writing ??= this.#drain()
  }

  async #drain(): Promise<void> {
    // What comes in the same turn is written at once.
    await Promise.resolve()
    while (this.#queue.length > 0) {
      const next = Buffer.concat(this.#queue.splice(0))
      try {
        for (let at = 0; at < next.length; ) at += (await this.#file.write(next, at, next.length - at, this.#written + at)).bytesWritten
        this.#written += next.length
        this.#waiting -= next.length
      } catch (error) {
        this.#refused(error)
        // Half a line on a full disk.
        await this.#file.truncate(this.#written).catch(() => undefined)
      }
    }
    this.#writing = null
    if (this.#end !== null) void this.end(this.#end)
  }

  #refused(error: unknown): void {
    this.#code = (error as NodeJS.ErrnoException).code ?? 'EIO'
    this.#end = 'disk'
    this.#queue = []
    this.#waiting = 0
  }
}
