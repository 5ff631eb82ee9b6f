import { compareStamps, type Stamp, stampText } from '../lib/stamp.ts'

/** A line may come so much later than its stamp says. Milliseconds. */
const GRACE = 500
const AGAIN = 200
/** More a timer cannot wait. */
const LONGEST = 2 ** 31 - 1

/** What part of a log by time is read; both ends are in it, null is none. */
export class Span {
  readonly since: Stamp | null
  readonly until: Stamp | null
  /** A line from after the end came: there is none before it any more. */
  beyond = false

  constructor(since: Stamp | null, until: Stamp | null) {
    this.since = since
    this.until = until
  }

  /** Whether its end is past, and all that was logged up to it can be read. */
  get over(): boolean {
    return this.until !== null && left(this.until) <= 0
  }

  /** Whether a line lies in it: not every engine keeps to the nanosecond, and what is followed goes on. One without a stamp does. */
  has(stamp: Stamp): boolean {
    if (stamp.sec === 0) return true
    if (this.until !== null && compareStamps(stamp, this.until) > 0) {
      this.beyond = true
      return false
    }
    return this.since === null || compareStamps(stamp, this.since) >= 0
  }

  /** As the engine takes its beginning: a tail of some lines together with an end it would answer with nothing. */
  from(tail: number | 'all'): { tail: number | 'all' } | { since: string } {
    return this.since === null ? { tail: this.until === null ? tail : 'all' } : { since: stampText(this.since) }
  }

  /** Aborts `over` when it is over and `calm` says that nothing of it is on its way. Answers how to call it off. */
  watch(calm: () => boolean, over: AbortController): () => void {
    const { until } = this
    if (until === null) return () => undefined
    const look = () => {
      const wait = left(until)
      if (wait <= 0 && (this.beyond || calm())) over.abort()
      else timer = setTimeout(look, Math.min(Math.max(wait, AGAIN), LONGEST))
    }
    let timer = setTimeout(look, AGAIN)
    return () => clearTimeout(timer)
  }
}

const left = ({ sec, nano }: Stamp): number => sec * 1000 + nano / 1e6 + GRACE - Date.now()
