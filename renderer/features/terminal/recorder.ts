import { type CastHeader, writeEvent, writeHeader } from './asciicast.ts'

/** Bytes that may wait for a slow disk before the recording is ended with a notice. */
const MAX_WAITING = 32 << 20

/** One recording on its way into a file: what is written waits in a bounded queue until the file takes it. */
export class Recorder {
  readonly #start: number
  readonly #now: () => number
  readonly #most: number
  readonly #input: boolean
  readonly #decoder = new TextDecoder()
  readonly #encoder = new TextEncoder()
  #queue: Uint8Array[] = []
  #waiting = 0
  #ended = false
  #wake: (() => void) | null = null
  /** True when the file could not keep up and the recording was ended for it. */
  overrun = false

  /**
   * @param input whether keys are recorded too: they may hold passwords
   * @param now milliseconds of a clock that never goes back
   */
  constructor(header: CastHeader, input: boolean, now: () => number = () => performance.now(), most = MAX_WAITING) {
    this.#now = now
    this.#start = now()
    this.#input = input
    this.#most = most
    this.#put(writeHeader(header))
  }

  /** A character cut in two by the chunks is held back until it is whole. */
  output(bytes: Uint8Array | string): void {
    const data = typeof bytes === 'string' ? bytes : this.#decoder.decode(bytes, { stream: true })
    if (data !== '') this.#event('o', data)
  }

  input(data: string): void {
    if (this.#input) this.#event('i', data)
  }

  resize(cols: number, rows: number): void {
    this.#event('r', `${String(cols)}x${String(rows)}`)
  }

  end(): void {
    this.#ended = true
    this.#wake?.()
  }

  /** All that was recorded, once. */
  async *bytes(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const next = this.#queue
      this.#queue = []
      this.#waiting = 0
      for (const piece of next) yield piece
      if (this.#queue.length > 0) continue
      if (this.#ended) return
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  #event(kind: 'o' | 'i' | 'r', data: string): void {
    this.#put(writeEvent({ at: (this.#now() - this.#start) / 1000, kind, data }))
  }

  #put(text: string): void {
    if (this.#ended) return
    const bytes = this.#encoder.encode(text)
    if (this.#waiting + bytes.length > this.#most) {
      this.overrun = true
      this.end()
      return
    }
    this.#queue.push(bytes)
    this.#waiting += bytes.length
    this.#wake?.()
  }
}
