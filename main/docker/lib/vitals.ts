/** An answer that takes longer makes us wonder whether anybody is there; then again after each further wait. */
const QUIET_MS = 3_000
const STILL_QUIET_MS = 10_000

/** Signs of life of one engine. */
export type Vitals = {
  /** `performance.now()` of the last byte heard. */
  heardAt(): number
  heard(): void
  /** A request was sent; call what is returned when it is answered or has failed. */
  asked(): () => void
  /** Called when a request has waited long with nothing heard since it was sent. */
  onQuiet(listener: () => void): void
  stop(): void
}

export function createVitals(now: () => number = () => performance.now()): Vitals {
  let last = now()
  let listener: () => void = () => undefined
  const timers = new Set<NodeJS.Timeout>()
  return {
    heardAt: () => last,
    heard() {
      last = now()
    },
    asked() {
      const sent = now()
      let timer: NodeJS.Timeout
      const wait = (ms: number) => {
        timer = setTimeout(() => {
          timers.delete(timer)
          if (last <= sent || now() - last > STILL_QUIET_MS) listener()
          wait(STILL_QUIET_MS)
        }, ms)
        timers.add(timer)
      }
      wait(QUIET_MS)
      return () => {
        clearTimeout(timer)
        timers.delete(timer)
      }
    },
    onQuiet(next) {
      listener = next
    },
    stop() {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
      listener = () => undefined
    },
  }
}
