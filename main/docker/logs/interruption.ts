import type { AppError } from '../../../shared/errors.ts'
import { Notice, type NoticeKind } from '../../../shared/log-batch.ts'

const RETRY = [100, 250, 500, 1000, 2000] as const

/** Milliseconds until the next try, after so many that failed. */
export const retryAfter = (failures: number): number => RETRY[Math.min(failures, RETRY.length - 1)] ?? 2000

/** Whether a source is cut from its engine, and what to say of it. */
export class Interruption {
  #cut = false
  /** Another host is chosen. */
  #away = false

  /** The notice of a failure; null where it was said. */
  by({ code, detail }: AppError): [NoticeKind, string] | null {
    const away = code === 'host.switched'
    // One that was lost and then left waits for another thing than before.
    const said = this.#cut && (!away || this.#away)
    ;[this.#cut, this.#away] = [true, away]
    return said ? null : [away ? Notice.away : Notice.interrupted, detail ?? code]
  }

  /** It is connected. Answers whether it was cut. */
  over(): boolean {
    const cut = this.#cut
    this.#cut = false
    return cut
  }
}
