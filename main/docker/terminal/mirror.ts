import type { Piece } from './cut.ts'
import type { NewScreen, Screen } from './headless.ts'
import { Scan } from './scan.ts'
import { pieces } from './whole.ts'
import type { HeadlessTerminal } from './xterm-inside.ts'

/** Lines kept above the screen; the page keeps as many. */
export const SCROLLBACK = 5000
/** Raw bytes that may wait to be parsed here: parsing all of a flood would halve the speed of the page's own parsing. */
const MAX_RAW = 4 << 20
const KEEP_RAW = 2 << 20
/** More than this in a tick is a flood: then parsing waits for its end. */
const FLOOD = 256 << 10
const TICK = 200
const SLICE = 64 << 10
const NEWLINE = 0x0a

type Size = { cols: number; rows: number }

/** Told of all that the screen is told, in the same order: what it hears makes an equal one. */
export type Listener = {
  /** @param picture what stands on the screen, without what has left it. */
  begin(size: Size, picture: string): void
  output(bytes: Uint8Array): void
  /** What is typed into it. */
  input(data: string): void
  resize(size: Size): void
  /** No more will come. */
  over(): void
  /** Null as long as it wants to be told; absent = always. */
  readonly ended?: string | null
}

/**
 * The session's screen in the backend, from which a page is given its own again.
 * It only listens: nobody reads the answers its terminal would give to queries.
 */
export class Mirror {
  readonly #screen: Screen
  readonly #terminal: HeadlessTerminal
  #raw: (Piece | Size)[] = []
  #held = 0
  #recent = 0
  #timer: NodeJS.Timeout | undefined
  #feeding: Promise<void> | null = null
  #closed = false
  #listener: Listener | null = null
  /** State at the end of all that was appended. */
  #end = new Scan()

  constructor(newScreen: NewScreen, { cols, rows }: Size) {
    this.#screen = newScreen({ cols, rows, scrollback: SCROLLBACK })
    this.#terminal = this.#screen.terminal
  }

  /** Notes what a page was given. @param after the state at its end. Resolves when there is room for more. */
  append(bytes: Uint8Array, before: Scan, after: Scan): Promise<void> | null {
    this.#raw.push({ bytes, before })
    this.#heard()?.output(bytes)
    this.#end = after
    this.#held += bytes.length
    this.#recent += bytes.length
    this.#timer ??= setTimeout(() => this.#tick(), TICK)
    if (this.#held <= MAX_RAW || this.#trim()) return null
    return this.#feed()
  }

  /** In characters; takes effect behind all that was appended before. */
  resize(cols: number, rows: number): void {
    this.#heard()?.resize({ cols, rows })
    if (this.#raw.length === 0) this.#terminal.resize(cols, rows)
    else this.#raw.push({ cols, rows })
  }

  /** All that was appended as a terminal of the same size has to be told it. Nothing may be appended meanwhile. */
  async snapshot(): Promise<Size & { data: string }> {
    await this.#feed()
    const { cols, rows } = this.#terminal
    return { cols, rows, data: this.#screen.serialize() + this.#end.extraModes() }
  }

  /** From now on it is told. Nothing may be appended until this is done. */
  async listen(listener: Listener): Promise<void> {
    await this.#feed()
    const { cols, rows } = this.#terminal
    listener.begin({ cols, rows }, this.#screen.serialize(false) + this.#end.extraModes())
    this.#listener = listener
  }

  typed(data: string): void {
    this.#heard()?.input(data)
  }

  /** All that will ever come was appended. */
  over(): void {
    this.#heard()?.over()
    this.#listener = null
  }

  /** One that has ended is let go, with all it holds. */
  #heard(): Listener | null {
    if ((this.#listener?.ended ?? null) !== null) this.#listener = null
    return this.#listener
  }

  /** Forgets the screen. What is being parsed is given up. */
  close(): void {
    this.over()
    this.#closed = true
    clearTimeout(this.#timer)
    this.#raw = []
    this.#terminal.dispose()
  }

  #tick(): void {
    this.#timer = undefined
    const flood = this.#recent > FLOOD
    this.#recent = 0
    if (this.#isClosed() || this.#raw.length === 0) return
    if (flood) this.#timer = setTimeout(() => this.#tick(), TICK)
    else void this.#feed()
  }

  /** Forgets raw bytes whose lines have left the scrollback. False when they may still matter. */
  #trim(): boolean {
    const pieces = this.#raw.filter((entry) => 'bytes' in entry)
    const first = pieces[0]
    if (first === undefined || !first.before.scrolling || first.before.switches !== this.#end.switches || this.#feeding !== null)
      return false
    // As they came: no byte is copied. Their first line may be a part of one, far above of what is kept.
    const kept = lastOf(pieces, KEEP_RAW)
    const start = kept[0]?.before
    if (start === undefined || !hasNewlines(kept, SCROLLBACK + this.#terminal.rows * 2)) return false
    for (const entry of this.#raw) if ('cols' in entry) this.#terminal.resize(entry.cols, entry.rows)
    this.#raw = [{ bytes: new TextEncoder().encode(start.restore()), before: start }, ...kept]
    this.#held = lengthOf(this.#raw)
    return true
  }

  /** Asked anew after each wait. */
  #isClosed(): boolean {
    return this.#closed
  }

  #feed(): Promise<void> {
    this.#feeding ??= this.#feedAll().finally(() => {
      this.#feeding = null
    })
    return this.#feeding
  }

  async #feedAll(): Promise<void> {
    for (let entry = this.#raw.shift(); entry !== undefined && !this.#isClosed(); entry = this.#raw.shift()) {
      if ('cols' in entry) {
        this.#terminal.resize(entry.cols, entry.rows)
        continue
      }
      const { bytes } = entry
      for (const piece of pieces(bytes, SLICE)) {
        if (this.#isClosed()) break
        await new Promise<void>((resolve) => this.#terminal.write(piece, resolve))
      }
      this.#held -= bytes.length
    }
  }
}

const lengthOf = (pieces: readonly (Piece | Size)[]): number =>
  pieces.reduce((sum, one) => sum + ('bytes' in one ? one.bytes.length : 0), 0)

/** The last pieces, of at most so many bytes, from one on that begins between two characters and outside of every sequence. */
function lastOf(pieces: readonly Piece[], most: number): Piece[] {
  let from = pieces.length
  let size = 0
  for (let at = pieces.length - 1; at >= 0; at--) {
    const piece = pieces[at] as Piece
    size += piece.bytes.length
    if (size > most) break
    if (piece.before.ground) from = at
  }
  return pieces.slice(from)
}

/** Whether so many are there. Looked for, not counted byte by byte: in a flood this is most of what the mirror does. */
function hasNewlines(pieces: readonly Piece[], wanted: number): boolean {
  let found = 0
  for (const { bytes } of pieces)
    for (let at = bytes.indexOf(NEWLINE); at >= 0 && found < wanted; at = bytes.indexOf(NEWLINE, at + 1)) found++
  return found >= wanted
}
