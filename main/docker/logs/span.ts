import { compareStamps, type Stamp, stampText } from '../lib/stamp.ts'

/** A line may come so much later than its stamp says. Milliseconds. */
const GRACE = 500
/** More a timer cannot wait. */
const LONGEST = 2 ** 31 - 1

/** What part of a log by time is read; both ends are in it, null is none. */
export class Span {
  readonly since: Stamp | null
  readonly until: Stamp | null
  /** A line from after the end came: there is none before it any more. */
  beyond = false
  /** Stamps have no fraction: the whole seconds of both ends are in it. */
  wholeSeconds = false

  constructor(since: Stamp | null, until: Stamp | null) {
    this.since = since
    this.until = until
  }

  /** No line lies outside of it. */
  get whole(): boolean {
    return this.since === null && this.until === null
  }

  /** Whether its end is past, and all that was logged up to it can be read. */
  get over(): boolean {
    return this.#left() <= 0
  }

  /** Whether a line lies in it: not every engine keeps to the nanosecond, and what is followed goes on. One without a stamp does. */
  has(stamp: Stamp): boolean {
    if (stamp.sec === 0) return true
    if (this.until !== null && compareStamps(stamp, this.until) > 0) {
      this.beyond = true
      return false
    }
    return this.since === null || (this.wholeSeconds ? stamp.sec >= this.since.sec : compareStamps(stamp, this.since) >= 0)
  }

  /** As the engine takes its beginning: a tail of some lines together with an end it would answer with nothing. */
  from(tail: number | 'all'): { tail: number | 'all' } | { since: string } {
    if (this.since === null) return { tail: this.until === null ? tail : 'all' }
    return { since: stampText(this.wholeSeconds ? { sec: this.since.sec, nano: 0 } : this.since) }
  }

  /** Calls `passed` once, when its end is past and all that was logged up to it can be read. Answers how to call it off. */
  watch(passed: () => void): () => void {
    if (this.until === null) return () => undefined
    const look = () => {
      const wait = this.#left()
      if (wait <= 0) passed()
      else timer = setTimeout(look, Math.min(wait, LONGEST))
    }
    let timer = setTimeout(look, Math.min(this.#left(), LONGEST))
    return () => clearTimeout(timer)
  }

  /** Milliseconds until it is over; without an end for ever. */
  #left(): number {
    if (this.until === null) return Number.POSITIVE_INFINITY
    const { sec, nano } = this.until
    return (this.wholeSeconds ? (sec + 1) * 1000 : sec * 1000 + nano / 1e6) + GRACE - Date.now()
  }
}
