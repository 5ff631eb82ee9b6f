import type { Gate } from './gate.ts'

export type PumpOptions = {
  /** Milliseconds without credit after which `onStuck` is called, once a wait. */
  stuckAfter: number
  onStuck(): void
}

/**
 * Sends a producer's items while there is credit. True when it ended by itself, false when it was cancelled; rejects with what it threw.
 * `done` resolves, never rejects, once the producer is really through: cancelled in the middle of an await, that is when its await returns.
 */
export function pump(
  items: AsyncIterable<unknown>,
  gate: Gate,
  send: (value: unknown) => void,
  options: PumpOptions,
): { ended: Promise<boolean>; done: Promise<void> } {
  const iterator = items[Symbol.asyncIterator]()
  let through = false
  const run = async () => {
    while (await paid(gate, options)) {
      const next = iterator.next()
      const step = await gate.orCancelled(next)
      if (step === null) return false
      if (step.done === true) {
        through = true
        return true
      }
      send(step.value)
    }
    return false
  }
  const ended = run()
  // `return` runs the producer's `finally`. Nobody is left to be told of what it throws there.
  const leave = async () => {
    if (!through) await iterator.return?.()
  }
  const done = ended.then(leave, leave).catch(() => undefined)
  return { ended, done }
}

async function paid(gate: Gate, { stuckAfter, onStuck }: PumpOptions): Promise<boolean> {
  if (gate.paid) return await gate.take()
  const timer = setTimeout(onStuck, stuckAfter)
  try {
    return await gate.take()
  } finally {
    clearTimeout(timer)
  }
}
