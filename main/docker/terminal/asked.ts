import type { OpenTerminal } from '../../../shared/contract/terminal.ts'
import { appError } from '../../../shared/errors.ts'

/** Closed sessions that can be opened once more: a restart closes the old one, and may fail before it succeeds. */
const CLOSED_KEPT = 64

/**
 * What was asked for with each session, environment and command included. In memory only: it may hold secrets, which therefore
 * a page need not keep for a restart.
 */
export class Asked {
  readonly #byId = new Map<string, Omit<OpenTerminal, 'start'>>()
  readonly #lives: (id: string) => boolean

  constructor(lives: (id: string) => boolean) {
    this.#lives = lives
  }

  /** Remembers what was asked for, but not that a container was to be started for it. Of closed ones the last `CLOSED_KEPT` stay. */
  note(id: string, { start: _once, ...input }: OpenTerminal): void {
    this.#byId.set(id, input)
    const closed = [...this.#byId.keys()].filter((one) => !this.#lives(one))
    for (const old of closed.slice(0, -CLOSED_KEPT)) this.#byId.delete(old)
  }

  /** Throws `terminal.not-found`. */
  find(id: string): Omit<OpenTerminal, 'start'> {
    const input = this.#byId.get(id)
    if (input === undefined) throw appError('terminal.not-found')
    return input
  }
}
