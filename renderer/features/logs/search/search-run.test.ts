import { beforeEach, expect, it, vi } from 'vitest'
import {
  type LogFound,
  type LogSearch,
  type LogSearchReport,
  type LogSearchSource,
  MAX_FOUND,
} from '../../../../shared/contract/logs-search.ts'
import { AppError } from '../../../../shared/errors.ts'
import { SearchRun } from './search-run.ts'

/** What each go is answered with, and what was asked. */
const goes: (() => AsyncIterable<LogSearchReport>)[] = []
const asked: LogSearch[] = []
const signals: AbortSignal[] = []
vi.mock('../../../api.ts', () => ({
  api: () => ({
    logs: {
      search: (input: LogSearch, signal: AbortSignal) => {
        asked.push(input)
        signals.push(signal)
        return goes.shift()?.()
      },
    },
  }),
}))

const pattern = { text: 'x', regex: false, matchCase: false, wholeWord: false }
const match = (source: number, sec: number, nth = sec): LogFound => {
  const line = { stderr: false, text: 'x', start: 0, end: 1 }
  return { source, sec, nano: 0, tie: 0, nth, bytes: (nth - 1) * 10, cut: Math.floor((nth - 1) / 100), ...line }
}
const source = (state: LogSearchSource['state'], lines: number, sec: number): LogSearchSource => ({
  state,
  lines,
  bytes: lines * 10,
  cut: Math.floor(lines / 100),
  at: { sec, nano: 0, tie: 0 },
  error: null,
})
async function* reports(...all: LogSearchReport[]) {
  for (const one of all) yield await Promise.resolve(one)
}
const settled = (run: SearchRun) => expect.poll(() => run.state.running).toBe(false)

beforeEach(() => {
  goes.length = asked.length = signals.length = 0
})

it('puts the matches of several sources in the order of their stamps', async () => {
  const sources = [source('done', 5, 9), source('done', 5, 9)]
  goes.push(() =>
    reports({ found: [match(1, 4), match(1, 8)], sources, more: false }, { found: [match(0, 3), match(0, 6)], sources, more: false }),
  )
  const run = new SearchRun()
  run.start(pattern, [{ id: 'a' }, { id: 'b' }])
  await settled(run)
  expect(run.state.found.map(({ sec }) => sec)).toEqual([3, 4, 6, 8])
  expect(run.state.more).toBe(false)
})

it('goes on only with the sources that have not come to their end, behind where they stood, and adds up the figures', async () => {
  goes.push(() => reports({ found: [match(1, 4)], sources: [source('done', 7, 9), source('reading', 5, 4)], more: true }))
  goes.push(() => reports({ found: [match(0, 6)], sources: [source('done', 3, 6)], more: false }))
  const run = new SearchRun()
  run.start(pattern, [{ id: 'a' }, { id: 'b' }])
  await settled(run)
  expect(run.state.more).toBe(true)
  run.goOn()
  await settled(run)
  expect(asked[1]?.sources).toEqual([{ id: 'b', after: { sec: 4, nano: 0, tie: 0 } }])
  expect(run.state.found.map(({ source: of, sec }) => [of, sec])).toEqual([
    [1, 4],
    [1, 6],
  ])
  expect(run.state.sources.map(({ lines }) => lines)).toEqual([7, 8])
  expect(run.state.more).toBe(false)
})

it('looks through any number of logs, so many at a time, and keeps the earliest matches of all', async () => {
  const ids = Array.from({ length: 150 }, (_, i) => ({ id: `log ${String(i)}` }))
  const round = (count: number, found: LogFound[]) => {
    const sources = Array.from({ length: count }, () => source('done', 9000, 9000))
    return () => reports({ found, sources, more: false })
  }
  const many = (from: number, count: number) => Array.from({ length: count }, (_, i) => match(3, from + i))
  // Log 3 alone has as many as fit; log 64 has one before them and one among them, log 149 one behind them.
  goes.push(round(64, many(101, MAX_FOUND)), round(64, [match(0, 7), match(0, 1500)]), round(22, [match(21, 8000)]))
  const run = new SearchRun()
  run.start(pattern, ids)
  await settled(run)
  expect(asked.map(({ sources }) => sources.length)).toEqual([64, 64, 22])
  expect(asked.map(({ upTo }) => upTo?.sec)).toEqual([undefined, 2100, 2098])
  const { found, sources, more, earliest } = run.state
  expect([found.length, found[0]?.source, found[1]?.sec, found.at(-1)?.sec]).toEqual([MAX_FOUND, 64, 101, 2098])
  expect(found.filter(({ source: of }) => of === 64).map(({ sec }) => sec)).toEqual([7, 1500])
  expect([more, earliest]).toEqual([true, true])
  expect(sources.flatMap(({ state }, index) => (state === 'done' ? [] : [index]))).toEqual([3, 149])
  // Their figures stand where they are looked through again: nothing is counted twice.
  const figures = (lines: number) => ({ lines, bytes: lines * 10, cut: Math.floor(lines / 100) })
  expect([sources[3], sources[149]]).toMatchObject([figures(2098), figures(7999)])

  // Then only those that gave more than found room, from there on.
  const rest = [source('done', 10, 9000), source('done', 10, 9000)]
  goes.push(() => reports({ found: [match(0, 2099, 1), match(0, 2100, 2), match(1, 8000, 1)], sources: rest, more: false }))
  run.goOn()
  await settled(run)
  expect(asked[3]?.sources).toEqual([
    { id: 'log 3', after: { sec: 2098, nano: 999_999_999, tie: 1_000_000_000 } },
    { id: 'log 149', after: { sec: 7999, nano: 999_999_999, tie: 1_000_000_000 } },
  ])
  expect(run.state.found.map(({ sec }) => sec).slice(-4)).toEqual([2098, 2099, 2100, 8000])
  expect([run.state.found.length, run.state.more]).toEqual([MAX_FOUND + 3, false])
  expect(run.state.sources[3]).toMatchObject({ lines: 2108, bytes: 21_080, cut: 20 })
})

it('stopped, it goes on with what found no room as well; what is come by twice is there once', async () => {
  const many = Array.from({ length: MAX_FOUND + 5 }, (_, i) => match(0, i + 1))
  goes.push(async function* () {
    yield* reports({ found: [...many, match(0, 3)], sources: [source('reading', 9000, 9000)], more: false })
    await new Promise(() => undefined)
  })
  const run = new SearchRun()
  run.start(pattern, [{ id: 'a' }])
  await vi.waitFor(() => expect(run.state.found).toHaveLength(MAX_FOUND))
  run.stop()
  expect(run.state).toMatchObject({ more: true, earliest: false, sources: [{ lines: MAX_FOUND }] })
  goes.push(() => reports({ found: [], sources: [source('done', 1, 1)], more: false }))
  run.goOn()
  await settled(run)
  expect(asked[1]?.sources[0]?.after).toEqual({ sec: MAX_FOUND, nano: 999_999_999, tie: 1_000_000_000 })
})

it('a failure keeps what was found; stopping ends the stream', async () => {
  goes.push(async function* () {
    yield* reports({ found: [match(0, 1)], sources: [source('reading', 1, 1)], more: false })
    throw new AppError('logs.pattern-slow')
  })
  const run = new SearchRun()
  run.start(pattern, [{ id: 'a' }])
  await settled(run)
  expect(run.state.failure?.code).toBe('logs.pattern-slow')
  expect(run.state.found).toHaveLength(1)
  goes.push(async function* () {
    yield* reports({ found: [match(0, 2)], sources: [source('reading', 1, 2)], more: false })
    await new Promise(() => undefined)
  })
  run.start(pattern, [{ id: 'a' }])
  await expect.poll(() => run.state.found.map(({ sec }) => sec)).toEqual([2])
  run.stop()
  expect(signals[1]?.aborted).toBe(true)
  expect(run.state).toMatchObject({ running: false, more: true })
})
