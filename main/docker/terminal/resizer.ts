/** At most ten a second: each makes a full-screen program redraw itself (promise R14). Milliseconds. */
const PERIOD = 100
/** The engine refuses sizes until the process has its terminal (promises.md, fact 6). */
const RETRIES = [30, 60, 120, 240, 480, 960]

export type Size = { cols: number; rows: number }

/** Sends sizes to the engine: the first at once, the last always, those in between perhaps not. */
export class Resizer {
  readonly #send: (size: Size) => Promise<unknown>
  #wanted: Size | null = null
  #sent: Size | null = null
  #timer: NodeJS.Timeout | undefined
  #failures = 0
  #busy = false
  #closed = false

  constructor(send: (size: Size) => Promise<unknown>, known: Size | null) {
    this.#send = send
    this.#sent = known
  }

  set(size: Size): void {
    this.#wanted = size
    this.#failures = 0
    if (this.#timer === undefined && !this.#busy) void this.#flush()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
  }

  async #flush(): Promise<void> {
    this.#timer = undefined
    const size = this.#wanted
    if (size === null || this.#isClosed() || (size.cols === this.#sent?.cols && size.rows === this.#sent.rows)) return
    this.#busy = true
    const good = await this.#send(size).then(
      () => true,
      () => false,
    )
    this.#busy = false
    if (good) this.#sent = size
    const wait = good ? PERIOD : RETRIES[this.#failures++]
    if (wait !== undefined && !this.#isClosed()) this.#timer = setTimeout(() => void this.#flush(), wait)
  }

  /** Asked anew after each wait. */
  #isClosed(): boolean {
    return this.#closed
  }
}
