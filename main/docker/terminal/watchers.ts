/** Those that follow a list: each is given it at once, and again after each change, however slow it is. */
export class Watchers {
  readonly #wakes = new Set<() => void>()

  /** The list has changed. */
  readonly wake = (): void => {
    for (const wake of this.#wakes) wake()
  }

  async *watch<T>(list: () => T, signal: AbortSignal): AsyncGenerator<T> {
    let fresh = true
    let wake: () => void = () => undefined
    const stir = () => {
      fresh = true
      wake()
    }
    this.#wakes.add(stir)
    signal.addEventListener('abort', stir)
    try {
      while (!signal.aborted) {
        if (fresh) {
          fresh = false
          yield list()
        } else
          await new Promise<void>((resolve) => {
            wake = resolve
          })
      }
    } finally {
      this.#wakes.delete(stir)
      signal.removeEventListener('abort', stir)
    }
  }
}
