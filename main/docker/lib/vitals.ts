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
  /** Called when a request waits and nothing was heard for long. */
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
      let timer: NodeJS.Timeout
      const wait = (limit: number, ms = limit) => {
        timer = setTimeout(() => {
          timers.delete(timer)
          // What came since counts from when it came: it may have lain ready while the engine was stopped already.
          const left = limit - (now() - last)
          if (left > 0) return wait(limit, left)
          listener()
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
