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
const match = (source: number, sec: number): LogFound => ({ source, sec, nano: 0, tie: 0, stderr: false, text: 'x', start: 0, end: 1 })
const source = (state: LogSearchSource['state'], lines: number, sec: number): LogSearchSource => ({
  state,
  lines,
  bytes: lines * 10,
  cut: 0,
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

it('looks through any number of logs, so many at a time, and stops where as many as fit were found', async () => {
  const ids = Array.from({ length: 150 }, (_, i) => ({ id: `log ${String(i)}` }))
  const round = (count: number, found: LogFound[], more = false) => {
    const sources = Array.from({ length: count }, () => source(more ? 'reading' : 'done', 2, 5))
    return () => reports({ found, sources, more })
  }
  goes.push(round(64, [match(3, 8)]), round(64, [match(0, 7)]), round(22, [match(21, 6)]))
  const run = new SearchRun()
  run.start(pattern, ids)
  await settled(run)
  expect(asked.map(({ sources }) => sources.length)).toEqual([64, 64, 22])
  expect(asked.map(({ max }) => max)).toEqual([MAX_FOUND, MAX_FOUND - 1, MAX_FOUND - 2])
  expect(run.state.found.map(({ source: of }) => of)).toEqual([149, 64, 3])
  expect(run.state.sources.filter(({ state }) => state === 'done')).toHaveLength(150)
  expect(run.state.more).toBe(false)

  goes.push(round(64, [match(3, 8)], true))
  run.start(pattern, ids)
  await settled(run)
  expect(asked).toHaveLength(4)
  expect(run.state.more).toBe(true)
  goes.push(round(64, []), round(64, []), round(22, []))
  run.goOn()
  await settled(run)
  expect(asked[4]?.sources[0]).toEqual({ id: 'log 0', after: { sec: 5, nano: 0, tie: 0 } })
  expect(asked[5]?.sources[0]).toEqual({ id: 'log 64' })
  expect(run.state.more).toBe(false)
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
