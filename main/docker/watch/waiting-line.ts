/** Those who wait for the engine, so many at a time; the next begins the moment one is through. */
export type WaitingLine = {
  /** Begins `wait` when it is its turn, and calls `through` once that is over, however it went. */
  enter(wait: () => Promise<unknown>, through: () => void): void
  /** Nobody is called any more, and no wait begins. */
  close(): void
}

/**
 * When a thousand containers end at once, each is looked at in turn: as fast as the engine answers, and never by more than
 * `width` requests at a time.
 */
export function createWaitingLine(width: number): WaitingLine {
  let waiting: (() => void)[] = []
  let busy = 0
  let closed = false

  const next = (): void => {
    while (busy < width && waiting.length > 0) waiting.shift()?.()
  }

  return {
    enter(wait, through) {
      if (closed) return
      waiting.push(() => {
        busy++
        const leave = () => {
          busy--
          if (closed) return
          through()
          next()
        }
        // A failure is no concern of the line: what has gone meanwhile is found out by whoever looks next.
        wait().then(leave, leave)
      })
      next()
    },
    close() {
      closed = true
      waiting = []
    },
  }
}
