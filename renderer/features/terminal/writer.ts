import type { Api } from '../../api.ts'

/** Text sent in one call. */
const PIECE = 16_384
const INTERRUPT = '\x03'

/** Typed before there was a shell to take it. */
const MAX_EARLY = 64

/** Sends what is typed, in order. A long paste goes in pieces, and Ctrl-C takes back what was not sent of it. */
export class Writer {
  readonly #client: () => Api
  readonly #session: () => string | null
  #queue: { data: string; binary: boolean }[] = []
  #sending = false

  constructor(client: () => Api, session: () => string | null) {
    this.#client = client
    this.#session = session
  }

  send(data: string, binary = false): void {
    if (data === INTERRUPT) this.#queue = []
    for (let at = 0; at < data.length; ) {
      let end = Math.min(data.length, at + PIECE)
      // Not between the halves of a surrogate pair.
      if (end < data.length && /[\ud800-\udbff]/.test(data.charAt(end - 1))) end--
      this.#queue.push({ data: data.slice(at, end), binary })
      at = end
    }
    if (this.#session() === null) this.#queue.splice(MAX_EARLY)
    else this.flush()
  }

  /** There is a session now. */
  flush(): void {
    if (!this.#sending) void this.#drain()
  }

  /** What was typed for a session that is over must not reach the next one. */
  forget(): void {
    this.#queue = []
  }

  async #drain(): Promise<void> {
    this.#sending = true
    try {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
        const session = this.#session()
        if (session === null) break
        const sent = this.#client().terminal.write({ session, ...next })
        // Keys do not wait for each other's answer: they arrive in order in any case.
        if (next.data.length < PIECE) sent.catch(() => undefined)
        else await sent
      }
    } catch {
      this.#queue = [] // the session is over or the connection is gone; the tab says which
    } finally {
      this.#sending = false
    }
  }
}
