import { setTimeout as after } from 'node:timers/promises'
import { linkSignals } from '../lib/signals.ts'
import type { LiveSession } from './session.ts'

/** Between two figures of what is copied, in ms: an eye sees no more. */
const PACE = 200

/** A terminal that is being opened. */
export type Opening = {
  /** Aborts when it was given up, or when the page that asked has gone. */
  signal: AbortSignal
  /** Bytes of a container's files. */
  copied(bytes: number): void
  over(): void
}

type Known = { stop: AbortController; bytes: number; over: AbortController }

/** Those that are being opened, by what the pages call them. */
export class Openings {
  readonly #byTicket = new Map<string, Known>()
  /** All of them, also those without a name. */
  readonly begun = new Set<Promise<LiveSession>>()
  readonly handlers = {
    copied: ({ ticket }: { ticket: string }, signal: AbortSignal) => this.#copied(ticket, signal),
    giveUp: async ({ ticket }: { ticket: string }) => this.#byTicket.get(ticket)?.stop.abort(),
  }

  begin(ticket: string | undefined, asker: AbortSignal): Opening {
    const known: Known = { stop: new AbortController(), bytes: 0, over: new AbortController() }
    if (ticket !== undefined) this.#byTicket.set(ticket, known)
    const { signal, unlink } = linkSignals([asker, known.stop.signal])
    return {
      signal,
      copied: (bytes) => {
        known.bytes += bytes
      },
      over: () => {
        unlink()
        known.over.abort()
        if (ticket !== undefined && this.#byTicket.get(ticket) === known) this.#byTicket.delete(ticket)
      },
    }
  }

  async *#copied(ticket: string, signal: AbortSignal): AsyncGenerator<{ bytes: number }> {
    const known = this.#byTicket.get(ticket)
    if (known === undefined) return
    const { signal: end, unlink } = linkSignals([signal, known.over.signal])
    let told = -1
    try {
      while (!end.aborted) {
        const { bytes } = known
        if (bytes !== told) yield { bytes }
        told = bytes
        await after(PACE, undefined, { signal: end }).catch(() => undefined)
      }
    } finally {
      unlink()
    }
  }
}
