/** Lets one loop wait for what others do. A ring while nobody waits is remembered. */
export class Bell {
  #rung = false
  #wake: (() => void) | null = null

  /** Wakes who waits; where nobody does, the next wait is over at once. */
  ring(): void {
    this.#rung = true
    this.#wake?.()
  }

  /** Until it rings, or at most `ms` milliseconds. */
  async wait(ms?: number): Promise<void> {
    if (!this.#rung)
      await new Promise<void>((resolve) => {
        const timer = ms === undefined ? undefined : setTimeout(resolve, ms)
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    this.#rung = false
    this.#wake = null
  }
}
