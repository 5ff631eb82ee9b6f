/**
 * The receiving end of one stream: frames are pushed in, a `for await` takes them out.
 * Written by hand and not as an `async function*`, because `return()` of a generator waits for a pending `next()`.
 */
export class Reader<T> implements AsyncIterableIterator<T, undefined> {
  readonly #queue: T[] = []
  #ended = false
  #error: Error | null = null
  #wake: (() => void) | null = null
  readonly #onTaken: () => void
  readonly #onStop: () => void

  /** @param onTaken the reader came back for more; @param onStop the reader left before the end. */
  constructor(onTaken: () => void, onStop: () => void) {
    this.#onTaken = onTaken
    this.#onStop = onStop
  }

  push(value: T): void {
    this.#queue.push(value)
    this.#stir()
  }

  /** No more will come; items already here are still read. */
  end(error: Error | null = null): void {
    if (this.#ended) return
    this.#ended = true
    this.#error = error
    this.#stir()
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    while (this.#queue.length === 0) {
      if (this.#ended) {
        const error = this.#error
        this.#error = null
        if (error !== null) throw error
        return { done: true, value: undefined }
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    const value = this.#queue.shift() as T
    this.#onTaken()
    return { done: false, value }
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.#queue.length = 0
    if (!this.#ended) {
      this.#ended = true
      this.#onStop()
      this.#stir()
    }
    return Promise.resolve({ done: true, value: undefined })
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  #stir(): void {
    this.#wake?.()
    this.#wake = null
  }
}
