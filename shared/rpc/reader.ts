type Result<T> = IteratorResult<T, undefined>
type Waiter<T> = { resolve: (result: Result<T>) => void; reject: (error: Error) => void }

const DONE = { done: true, value: undefined } as const

/**
 * The receiving end of one stream: frames are pushed in, a `for await` takes them out.
 * Written by hand and not as an `async function*`, because `return()` of a generator waits for a pending `next()`.
 */
export class Reader<T> implements AsyncIterableIterator<T, undefined> {
  #queue: T[] = []
  readonly #waiters: Waiter<T>[] = []
  #ended = false
  #error: Error | null = null
  /** Items given out whose reader has not come back yet. */
  #inHand = 0
  readonly #onTaken: () => void
  readonly #onStop: () => void

  /** @param onTaken the reader came back for more, so it is through with an item; @param onStop it left before the end. */
  constructor(onTaken: () => void, onStop: () => void) {
    this.#onTaken = onTaken
    this.#onStop = onStop
  }

  push(value: T): void {
    if (this.#ended) return
    const waiter = this.#waiters.shift()
    if (waiter === undefined) {
      this.#queue.push(value)
      return
    }
    this.#inHand++
    waiter.resolve({ done: false, value })
  }

  /** No more will come; items already here are still read. */
  end(error: Error | null = null): void {
    if (this.#ended) return
    this.#ended = true
    this.#error = error
    for (const waiter of this.#waiters.splice(0)) this.#finish(waiter)
  }

  /** Gives up: what is here is dropped, a pending `next` ends. */
  stop(): void {
    this.#queue = []
    const early = !this.#ended
    this.end()
    if (early) this.#onStop()
  }

  next(): Promise<Result<T>> {
    if (this.#inHand > 0) {
      this.#inHand--
      if (!this.#ended) this.#onTaken()
    }
    return new Promise((resolve, reject) => {
      if (this.#queue.length > 0) {
        this.#inHand++
        resolve({ done: false, value: this.#queue.shift() as T })
      } else if (this.#ended) this.#finish({ resolve, reject })
      else this.#waiters.push({ resolve, reject })
    })
  }

  return(): Promise<Result<T>> {
    this.stop()
    return Promise.resolve(DONE)
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  /** The error is told once; who asks again is told that it is over. */
  #finish({ resolve, reject }: Waiter<T>): void {
    const error = this.#error
    this.#error = null
    if (error === null) resolve(DONE)
    else reject(error)
  }
}
