import type { Duplex } from 'node:stream'
import type { OutputMark, Session, SessionState } from '../../../shared/contract/terminal.ts'
import { appError } from '../../../shared/errors.ts'
import { Channel } from './channel.ts'
import type { DetachWatch } from './detach-keys.ts'
import type { NewScreen } from './headless.ts'
import { LineInput, plainLines } from './lines.ts'
import { type Listener, Mirror } from './mirror.ts'
import { Resizer, type Size } from './resizer.ts'

const INTERRUPT = '\x03'
/** Typed but not taken by the engine: more than this and the page has to wait. */
const MAX_UNSENT = 1 << 20

export type Parts = {
  newScreen: NewScreen
  info: Session
  stream: Duplex
  /** What the stream said before it was handed over. */
  first: Uint8Array
  size: Size
  /** Where the engine cannot be left the looking out for its detach keys. */
  watch?: DetachWatch | null
  /** The size the engine knows already. */
  known: Size | null
  resize(size: Size): Promise<unknown>
  /** What became of it, asked when the stream has ended. */
  outcome(): Promise<SessionState>
  /** Lets go of everything, ending the process where that is the kind's way. False when it could not be ended. */
  end(): Promise<boolean>
  onChange(): void
}

/** One terminal: it outlives every page that looks at it, and ends with `close`. */
export class LiveSession {
  #info: Session
  readonly #parts: Parts
  readonly #mirror: Mirror
  readonly #channel: Channel
  readonly #resizer: Resizer
  readonly #lines: LineInput | null
  #closing: Promise<boolean> | null = null

  constructor(parts: Parts) {
    this.#parts = parts
    this.#info = parts.info
    const { stream, size } = parts
    this.#mirror = new Mirror(parts.newScreen, size)
    this.#channel = new Channel(stream, this.#mirror)
    this.#resizer = new Resizer((wanted) => parts.resize(wanted), parts.known)
    const show = (bytes: Uint8Array) => this.#channel.push(bytes)
    this.#lines = parts.info.tty
      ? null
      : new LineInput(
          (text) => show(new TextEncoder().encode(text)),
          (text) => void stream.write(text),
          () => void stream.end(),
        )
    const receive = parts.info.tty ? show : plainLines(show)
    if (parts.first.length > 0) receive(parts.first)
    stream.on('data', receive)
    stream.once('close', () => void this.#over())
    stream.once('end', () => void this.#over())
    stream.on('error', () => undefined) // 'close' follows
    stream.resume()
    // A short command may be over before anybody listened; its events do not come again.
    if (stream.readableEnded || stream.destroyed) void this.#over()
    if (parts.info.tty) this.#resizer.set(size)
  }

  get info(): Session {
    return this.#info
  }

  /** The screen as it is, then what comes, until the end or another reader (`taken`). */
  read(signal: AbortSignal): AsyncIterable<OutputMark | Uint8Array<ArrayBuffer>> {
    return this.#channel.read(signal)
  }

  /** What was typed. @param binary each character is a byte. Resolves when there is room for more; rejects with `terminal.ended`. */
  async write(data: string, binary: boolean): Promise<void> {
    const { stream } = this.#parts
    if (this.#info.now.state !== 'live' || !stream.writable) throw appError('terminal.ended')
    if (this.#info.readOnly) return
    if (!binary) this.#mirror.typed(data)
    if (this.#lines !== null) return this.#lines.type(data)
    const { pass, detached } = this.#parts.watch?.take(data) ?? { pass: data, detached: false }
    if (pass.includes(INTERRUPT)) this.#channel.interrupt()
    stream.write(pass, binary ? 'latin1' : 'utf8')
    if (detached) stream.end(() => stream.destroy())
    if (stream.writableLength > MAX_UNSENT) await room(stream)
  }

  /** In characters. The engine is told at the pace of `Resizer`, and not where the process has no terminal or has ended. */
  resize(size: Size): void {
    this.#mirror.resize(size.cols, size.rows)
    if (this.#info.tty && this.#info.now.state === 'live') this.#resizer.set(size)
  }

  /** Tells of all that is shown and typed from now on. Resolves when it was told what stands there. */
  async listen(listener: Listener): Promise<void> {
    if (this.#info.now.state !== 'live' || this.#closing !== null) throw appError('terminal.ended')
    await this.#channel.listen(listener)
  }

  /** Ends the process and keeps the screen. Resolves when it is known what became of it. */
  async leave(): Promise<void> {
    if (this.#info.now.state !== 'live') return
    this.#left = true
    await this.#parts.end().catch(() => false)
    this.#parts.stream.destroy()
    await this.#over()
  }

  /** Ends the process and forgets the screen. False: it could not be ended and still runs. */
  close(): Promise<boolean> {
    this.#closing ??= (async () => {
      const ended = this.#info.now.state === 'ended' || (await this.#parts.end().catch(() => false))
      this.#resizer.close()
      this.#parts.stream.destroy()
      this.#channel.end()
      this.#mirror.close()
      return ended
    })()
    return this.#closing
  }

  #left = false
  #ending: Promise<void> | null = null
  #over(): Promise<void> {
    this.#ending ??= this.#settle()
    return this.#ending
  }

  async #settle(): Promise<void> {
    this.#channel.end()
    this.#resizer.close()
    const outcome = await this.#parts.outcome().catch((): SessionState => ({ state: 'lost' }))
    const now: SessionState = this.#left ? { state: 'left' } : outcome
    this.#parts.stream.destroy()
    this.#info = { ...this.#info, now }
    this.#parts.onChange()
  }
}

/** Settles when what was written has gone, or never will. */
export function room(stream: Duplex): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      stream.off('drain', settle).off('close', settle)
      resolve()
    }
    stream.on('drain', settle).on('close', settle)
  })
}
