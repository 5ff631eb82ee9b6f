/** Where a demuxed payload lies: a range of the chunk that was pushed, never a copy. */
export type FrameSink = (
  stderr: boolean,
  chunk: Uint8Array,
  start: number,
  end: number,
  /** The frame begins here. */
  first: boolean,
  /** It ends here. Both for a frame that lies whole in the chunk. */
  last: boolean,
) => void

const HEADER = 8
const STDOUT = 1
const STDERR = 2
/** The engine's own error text (moby `pkg/stdcopy`, Systemerr): a full disk, a log file it cannot decode. */
const SYSTEM_ERROR = 3
/** A frame is a log line or a 16 KiB part of one; a plugin may hand over more, but never this. */
const MAX_FRAME = 64 * 1024 * 1024
const MAX_ERROR_TEXT = 4096

/**
 * Splits the stream of a container without a TTY into its frames (Engine API, "Stream format"): `stream, 0, 0, 0, u32 BE
 * length, payload`. Linear in the bytes for any chunking; holds 8 bytes and an error's text, nothing else.
 */
export class Demuxer {
  readonly #sink: FrameSink
  readonly #header = new Uint8Array(HEADER)
  #have = 0
  #left = 0
  #kind = 0
  #first = false
  #error: number[] = []
  #damage: string | null = null

  constructor(sink: FrameSink) {
    this.#sink = sink
  }

  /** The stream makes no sense from here on, or the engine said that it failed, in its words; nothing more is passed on. */
  get damage(): string | null {
    return this.#damage
  }

  /** Only part of a frame is here. */
  get half(): boolean {
    return this.#have > 0 || this.#left > 0
  }

  push(chunk: Uint8Array): void {
    const n = chunk.length
    let p = 0
    while (p < n && this.#damage === null) {
      if (this.#left === 0) p = this.#readHeader(chunk, p)
      else {
        const end = Math.min(n, p + this.#left)
        this.#pass(chunk, p, end)
        p = end
      }
    }
  }

  /** The stream ended. A header or a frame that is only half there is a cut; nothing of it was a whole line. */
  end(): void {
    if (this.#kind === SYSTEM_ERROR && this.#left > 0 && this.#damage === null) this.#fail()
  }

  #readHeader(chunk: Uint8Array, at: number): number {
    // A header mostly lies whole in the chunk: a frame is a line, and a chunk holds hundreds.
    if (this.#have === 0 && chunk.length - at >= HEADER) {
      this.#begin(chunk, at)
      return at + HEADER
    }
    let p = at
    while (this.#have < HEADER && p < chunk.length) this.#header[this.#have++] = chunk[p++] as number
    if (this.#have === HEADER) {
      this.#have = 0
      this.#begin(this.#header, 0)
    }
    return p
  }

  #begin(b: Uint8Array, p: number): void {
    const kind = b[p] as number
    const length = (b[p + 4] as number) * 0x1000000 + (((b[p + 5] as number) << 16) | ((b[p + 6] as number) << 8) | (b[p + 7] as number))
    const zeros = (b[p + 1] as number) | (b[p + 2] as number) | (b[p + 3] as number)
    if (kind < STDOUT || kind > SYSTEM_ERROR || zeros !== 0 || length > MAX_FRAME)
      this.#damage = `unknown frame header ${hex(b.subarray(p, p + HEADER))}`
    this.#kind = kind
    this.#left = length
    this.#first = true
    if (length === 0 && kind === SYSTEM_ERROR && this.#damage === null) this.#fail()
  }

  #pass(chunk: Uint8Array, start: number, end: number): void {
    this.#left -= end - start
    const last = this.#left === 0
    if (this.#kind === SYSTEM_ERROR) {
      for (let i = start; i < end && this.#error.length < MAX_ERROR_TEXT; i++) this.#error.push(chunk[i] as number)
      if (last) this.#fail()
      return
    }
    const first = this.#first
    this.#first = false
    this.#sink(this.#kind === STDERR, chunk, start, end, first, last)
  }

  #fail(): void {
    this.#damage = new TextDecoder().decode(Uint8Array.from(this.#error)).trim()
  }
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join(' ')
