import { engineApi } from './engine.ts'

/** R1: how soon it is told that, and in which way, a host does not answer; milliseconds. */
export const TOLD_WITHIN_MS = { lost: 2_000, silent: 5_000 } as const
/** R2: what is shown equals a fresh list this soon after the engine's first answer to anybody. */
export const EQUAL_WITHIN_MS = 2_000

/** Milliseconds that the app took, not those of whoever looks, and those it may take. */
export type Timed = { what: string; took: number; within: number }

/**
 * Asserts that all of a round was in time. One that was late may have been so by the doing of a loaded machine: the round is gone
 * through once more, which is printed, and then it counts.
 */
export async function inTime<T extends readonly Timed[]>(round: () => Promise<T>): Promise<T> {
  const first = await round()
  const late = lateOf(first)
  if (late === '') return first
  console.log(`late: ${late}; once more`)
  const second = await round()
  const again = lateOf(second)
  if (again !== '') throw new Error(`late twice: ${late}; then ${again}`)
  return second
}

const lateOf = (round: readonly Timed[]): string =>
  round
    .filter(({ took, within }) => took > within)
    .map(({ what, took, within }) => `${what} after ${took.toFixed()} ms of ${within.toFixed()}`)
    .join(', ')

/** The moment of this engine's first answer from now on, by `performance.now()`; a question that waits does not hide it. */
export async function firstAnswer(host: string, ms = 30_000): Promise<number> {
  const deadline = performance.now() + ms
  const answers: number[] = []
  const ask = () =>
    engineApi(host)
      .call('GET', '/containers/json?all=1')
      .then(
        () => void answers.push(performance.now()),
        () => pause(5),
      )
  while (performance.now() < deadline) {
    await Promise.race([ask(), pause(50)])
    const [first] = answers
    if (first !== undefined) return first
  }
  throw new Error(`no answer within ${String(ms)} ms`)
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
