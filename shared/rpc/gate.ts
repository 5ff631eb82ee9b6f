/** Credit of one open operation: how many more items its reader has paid for, and whether it is still wanted. */
export type Gate = {
  readonly signal: AbortSignal
  /** Whether `take` would not have to wait. */
  readonly paid: boolean
  /** More credit; what goes beyond the window is lost, whatever the peer claims. */
  grant(n: number): void
  /** Waits for a credit and spends it. False once cancelled. */
  take(): Promise<boolean>
  /** The promise's outcome, or null as soon as the operation is cancelled. */
  orCancelled<T>(promise: Promise<T>): Promise<T | null>
  cancel(): void
}

/** @param credit what there is to begin with; @param window the most that may be owed at once. */
export function openGate(credit: number, window: number): Gate {
  const abort = new AbortController()
  let left = credit
  // One waiter at a time: the pump of this stream. A list of them, or Promise.race, would grow for as long as a stream lives.
  let wake: (() => void) | null = null
  const stir = () => {
    const waiter = wake
    wake = null
    waiter?.()
  }
  return {
    signal: abort.signal,
    get paid() {
      return left > 0
    },
    grant(n) {
      left = Math.min(left + n, window)
      stir()
    },
    async take() {
      while (left <= 0 && !abort.signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      left--
      return !abort.signal.aborted
    },
    orCancelled<T>(promise: Promise<T>) {
      return new Promise<T | null>((resolve, reject) => {
        const wait = () => {
          // A grant stirs too: wait on.
          wake = () => (abort.signal.aborted ? resolve(null) : wait())
        }
        if (abort.signal.aborted) resolve(null)
        else wait()
        promise.then(resolve, reject)
      })
    },
    cancel() {
      abort.abort()
      stir()
    },
  }
}
