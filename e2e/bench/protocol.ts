import { profiled } from './profile.ts'

/** One side's answer in one round. */
export type Reading = {
  /** Milliseconds, or whatever the figure counts; only the ratio of the two sides is judged. */
  value: number
  /** CPU seconds of that side's own processes; left out where they cannot be told apart. */
  cpu?: number
  /** Other figures of the same round, for `also` and `facts`. */
  more?: Record<string, number>
}
export type Side = () => Promise<Reading>

/** A figure: the app beside its anchor, in one run. Each side checks its own result and throws when it is wrong. */
export type Figure = {
  /** `row8.filter`: what `npm run bench -- NAME` takes, also by its beginning. */
  name: string
  /** What is compared, in a line. */
  title: string
  unit: string
  /** The ratio to reach; null when it is only told. */
  goal: number | null
  /** At least 7. */
  rounds?: number
  /** Taken from the app's value before the ratio is made: a frame, a fixed allowance. Told beside the goal. */
  allowance?: { value: number; why: string }
  /** The same rounds beside another reading of the anchor's, by its name in `more`. */
  also?: { name: string; title: string; goal: number | null; anchor: string }[]
  /** What the app's rounds tell besides, by its name in `more`: the worst of them, or the middle. */
  facts?: { name: string; title: string; unit: string; limit: number | null; fact: string; of: 'worst' | 'median' }[]
  open(): Promise<{ app: Side; anchor: Side; close(): Promise<void> }>
}

/** A figure without an anchor: sizes, memory, counts. `limit` is an upper bound, null when only told. */
export type Fact = { name: string; title: string; unit: string; limit: number | null; measure(): Promise<number> }

export type Result = {
  name: string
  title: string
  unit: string
  app: number
  anchor: number | null
  ratio: number | null
  cpuRatio: number | null
  goal: number | null
  /** `reached`, `missed`, `void` (the anchor itself wavered too much to compare with), `told` (no goal). */
  verdict: 'reached' | 'missed' | 'void' | 'told'
  rounds: { app: Reading; anchor: Reading }[]
}

const ROUNDS = 7
/** Above this spread of the anchor's own readings the machine was too noisy for the run to count. */
const SPREAD = 1.6

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}

export const percentile = (values: readonly number[], p: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN
}

/** One warm-up of each, then rounds in which app and anchor alternate; the median of the rounds' own ratios. `rounds`: for trying, fewer. */
export async function measure(figure: Figure, rounds?: number): Promise<Result[]> {
  const { app, anchor, close } = await figure.open()
  try {
    await anchor()
    await app()
    const readings: Result['rounds'] = []
    for (let i = 0; i < (rounds ?? Math.max(ROUNDS, figure.rounds ?? 0)); i++) {
      // The order alternates too, so that neither side always runs on the other's warm caches.
      if (i % 2 === 0) {
        const second = await anchor()
        readings.push({ anchor: second, app: await profiled(app) })
      } else {
        const first = await profiled(app)
        readings.push({ app: first, anchor: await anchor() })
      }
    }
    return [judge(figure, readings), ...beside(figure, readings), ...facts(figure, readings)]
  } finally {
    await close()
  }
}

function beside(figure: Figure, rounds: Result['rounds']): Result[] {
  return (figure.also ?? []).map(({ name, title, goal, anchor }) =>
    judge(
      { ...figure, name, title, goal },
      rounds.map((round) => ({ app: { value: round.app.value }, anchor: { value: of(round.anchor, anchor) } })),
    ),
  )
}

function facts({ facts: wanted = [] }: Figure, rounds: Result['rounds']): Result[] {
  return wanted.map(({ name, title, unit, limit, fact, of: which }) => {
    const values = rounds.map((round) => of(round.app, fact))
    return told({ name, title, unit, limit }, which === 'worst' ? Math.max(...values) : median(values))
  })
}

const of = ({ more }: Reading, name: string): number => more?.[name] ?? Number.NaN

function judge({ name, title, unit, goal, allowance }: Figure, rounds: Result['rounds']): Result {
  const less = allowance?.value ?? 0
  const ratio = median(rounds.map((r) => Math.max(0, r.app.value - less) / r.anchor.value))
  const cpus = rounds.flatMap(({ app, anchor }) =>
    app.cpu === undefined || anchor.cpu === undefined || anchor.cpu === 0 ? [] : [app.cpu / anchor.cpu],
  )
  const anchors = rounds.map((r) => r.anchor.value)
  const wavers = Math.max(...anchors) / Math.min(...anchors) > SPREAD
  const verdict = wavers ? 'void' : goal === null ? 'told' : ratio <= goal ? 'reached' : 'missed'
  const [appMedian, anchorMedian] = [median(rounds.map((r) => r.app.value)), median(anchors)]
  return {
    name,
    title,
    unit,
    app: appMedian,
    anchor: anchorMedian,
    ratio,
    cpuRatio: cpus.length === 0 ? null : median(cpus),
    goal,
    verdict,
    rounds,
  }
}

export const state = async (fact: Fact): Promise<Result> => told(fact, await fact.measure())

function told({ name, title, unit, limit }: Omit<Fact, 'measure'>, app: number): Result {
  const verdict = limit === null ? 'told' : app <= limit ? 'reached' : 'missed'
  return { name, title, unit, app, anchor: null, ratio: null, cpuRatio: null, goal: limit, verdict, rounds: [] }
}
