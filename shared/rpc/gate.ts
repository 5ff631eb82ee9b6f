/** Credit of one open stream: how many more items its reader has paid for. */
export type Gate = {
  readonly signal: AbortSignal
  grant(n: number): void
  /** Waits for a credit and spends it. False once cancelled. */
  take(): Promise<boolean>
  cancel(): void
}

export function openGate(credit: number): Gate {
  const abort = new AbortController()
  let left = credit
  let wake: (() => void) | null = null
  const stir = () => {
    wake?.()
    wake = null
  }
  return {
    signal: abort.signal,
    grant(n) {
      left += n
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
    cancel() {
      abort.abort()
      stir()
    },
  }
}
