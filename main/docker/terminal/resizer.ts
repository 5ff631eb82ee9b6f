/** At most ten a second: each makes a full-screen program redraw itself (promise R14). Milliseconds. */
const PERIOD = 100
/** The engine refuses sizes until the process has its terminal (promises.md, fact 6). Milliseconds. */
const RETRIES = [30, 60, 120, 240, 480, 960]
/** Another size is tried as often, but from here on: the short ones at every size would be more than ten a second. */
const ANEW = RETRIES.findIndex((wait) => wait >= PERIOD)

/** In characters. */
export type Size = { cols: number; rows: number }

/**
 * Sends sizes to the engine: the first at once, the last always, those in between perhaps not. What the engine refuses is tried
 * again for two seconds.
 */
export class Resizer {
  readonly #send: (size: Size) => Promise<unknown>
  #wanted: Size | null = null
  #sent: Size | null = null
  #timer: NodeJS.Timeout | undefined
  #failures = 0
  #busy = false
  #closed = false

  /** @param send rejects where the engine refuses. @param known the size the process was started with, where the engine was told one. */
  constructor(send: (size: Size) => Promise<unknown>, known: Size | null) {
    this.#send = send
    this.#sent = known
  }

  /** The size from now on; whether and when it is sent says the class. */
  set(size: Size): void {
    this.#wanted = size
    this.#failures = Math.min(this.#failures, ANEW)
    if (this.#timer === undefined && !this.#busy) void this.#flush()
  }

  /** Nothing is sent from now on, whatever is set. */
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
    if (good) [this.#sent, this.#failures] = [size, 0]
    const wait = good ? PERIOD : RETRIES[this.#failures++]
    if (wait !== undefined && !this.#isClosed()) this.#timer = setTimeout(() => void this.#flush(), wait)
  }

  /** Asked anew after each wait. */
  #isClosed(): boolean {
    return this.#closed
  }
}
