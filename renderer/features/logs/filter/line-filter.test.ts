import { describe, expect, it } from 'vitest'
import { Notice } from '../../../../shared/log-batch.ts'
import { BatchBuilder } from '../../../../shared/log-batch-builder.ts'
import { makeMatcher } from '../find/matcher.ts'
import { SlowExpression } from '../find/regex-worker.ts'
import { scan } from '../find/scan.ts'
import type { Search } from '../find/search.ts'
import { Level } from '../lines/level.ts'
import { LogStore } from '../store/store.ts'
import { type Criteria, NO_FILTER } from './criteria.ts'
import { LineFilter } from './line-filter.ts'

const utf8 = new TextEncoder()
/** A line beginning with `!` goes to stderr, with a digit and `@` to that source. */
function append(store: LogStore, ...lines: string[]): void {
  const builder = new BatchBuilder()
  for (const line of lines) {
    const [, source = '0', stderr, text = ''] = /^(?:(\d)@)?(!)?(.*)$/s.exec(line) ?? []
    const bytes = utf8.encode(text)
    builder.add(Number(source), stderr === '!', 1, 2, bytes, 0, bytes.length)
  }
  store.append(builder.take())
}
function literal(text: string): Search & { scanned: number } {
  const matcher = makeMatcher({ text, matchCase: false, regex: false })
  if ('error' in matcher) throw new Error(matcher.error)
  const search = {
    scanned: 0,
    scan(chunk: Parameters<Search['scan']>[0], from: number) {
      search.scanned += chunk.count - from
      return scan(chunk, from, matcher)
    },
    ranges: () => [],
  }
  return search
}
type Asked = Partial<Omit<Criteria, 'query'>> & { text?: string; negate?: boolean }
function sift(store: LogStore, { text = '', negate = false, ...rest }: Asked): LineFilter {
  const criteria: Criteria = { ...NO_FILTER, ...rest, query: { ...NO_FILTER.query, text, negate } }
  const filter = new LineFilter(store, criteria, text === '' ? null : literal(text), () => undefined)
  filter.more()
  return filter
}
const shownOf = (store: LogStore, { shown }: LineFilter): string[] => {
  const rows: string[] = []
  for (let place = shown.first; place < shown.end; place++) {
    const entry = shown.at(place, store.first, store.end)
    if ('line' in entry) rows.push(new TextDecoder().decode(store.line(entry.line).text))
    else rows.push(`-${String(entry.hidden)}`)
  }
  return rows
}
const passing = async (store: LogStore, asked: Asked): Promise<string[]> => {
  const filter = sift(store, asked)
  await expect.poll(() => filter.ready).toBe(true)
  return shownOf(store, filter)
}
const of = (...lines: string[]): LogStore => {
  const store = new LogStore()
  append(store, ...lines)
  return store
}

describe('line filter', () => {
  it('shows what matches, or what does not, with lines around it', async () => {
    const store = of('a', 'b', 'X1', 'c', 'd', 'e', 'f', 'X2', 'g')
    expect(await passing(store, { text: 'x' })).toEqual(['-2', 'X1', '-4', 'X2', '-1'])
    expect(await passing(store, { text: 'x', context: 1 })).toEqual(['-1', 'b', 'X1', 'c', '-2', 'f', 'X2', 'g'])
    expect(await passing(store, { text: 'x', context: 3 })).toEqual(['a', 'b', 'X1', 'c', 'd', 'e', 'f', 'X2', 'g'])
    expect(await passing(store, { text: 'x', negate: true })).toEqual(['a', 'b', '-1', 'c', 'd', 'e', 'f', '-1', 'g'])
  })

  it('keeps to a stream, also around a match', async () => {
    const store = of('out 1', '!err 1', 'out 2', '!err 2')
    expect(await passing(store, { stream: 'stderr' })).toEqual(['-1', 'err 1', '-1', 'err 2'])
    expect(await passing(store, { stream: 'stdout', text: '2', context: 3 })).toEqual(['out 1', '-1', 'out 2', '-1'])
  })

  it('keeps to levels, and a stack trace to that of its head', async () => {
    const store = of('INFO a', 'ERROR b', '\tat x.y(Z.java:1)', 'no level', 'WARN c', 'DEBUG d')
    expect(await passing(store, { level: Level.warn })).toEqual(['-1', 'ERROR b', '\tat x.y(Z.java:1)', '-1', 'WARN c', '-1'])
    expect(await passing(store, { level: Level.error })).toEqual(['-1', 'ERROR b', '\tat x.y(Z.java:1)', '-3'])
  })

  it('shows a stack trace whole, whichever of its lines matches, also between lines of others', async () => {
    const store = of('start', 'Error: no', '    at f (a.js:1:1)', '1@other', '    at g (b.js:1:1)', 'end')
    const whole = ['-1', 'Error: no', '    at f (a.js:1:1)', '-1', '    at g (b.js:1:1)', '-1']
    expect(await passing(store, { text: 'Error:' })).toEqual(whole)
    expect(await passing(store, { text: 'b.js' })).toEqual(whole)
  })

  it('shows what happened to a container, whatever it filters', async () => {
    const store = of('a')
    const builder = new BatchBuilder()
    builder.notice(0, Notice.recreated, '')
    store.append(builder.take())
    append(store, 'b')
    expect(await passing(store, { text: 'b' })).toHaveLength(3)
  })

  it('sifts each line once as they come, whatever was dropped meanwhile', async () => {
    const store = new LogStore({ lines: 1000, bytes: 1 << 20 })
    const search = literal('7')
    const filter = new LineFilter(store, { ...NO_FILTER, query: { ...NO_FILTER.query, text: '7' } }, search, () => undefined)
    for (let i = 0; i < 3000; i += 50) {
      append(store, ...Array.from({ length: 50 }, (_, n) => `line ${String(i + n)}`))
      filter.shown.drop(store.first)
      filter.more()
      await expect.poll(() => filter.ready).toBe(true)
    }
    await expect.poll(() => filter.shown.has(2997)).toBe(true)
    expect(search.scanned).toBeLessThanOrEqual(3000)
    const lines = shownOf(store, filter).filter((row) => !row.startsWith('-'))
    expect(lines).toEqual(Array.from({ length: 1000 }, (_, n) => `line ${String(2000 + n)}`).filter((line) => line.includes('7')))
  })

  it('folds stack traces to their heads, which say how many lines there are, and unfolds them in place', async () => {
    const store = of('a', 'Error: 1', '    at f (a.js:1:1)', '1@other', '    at g (b.js:1:1)', 'b', 'Error: 2', '    at h (c.js:1:1)')
    const filter = sift(store, { fold: true })
    await expect.poll(() => filter.ready).toBe(true)
    expect(shownOf(store, filter)).toEqual(['a', 'Error: 1', 'other', 'b', 'Error: 2'])
    expect(filter.folds.of(1)).toEqual([2, 4])
    expect(filter.folds.hidden).toBe(3)
    expect(filter.toggle(0)).toBe(false)
    expect(filter.toggle(1)).toBe(true)
    const open = ['a', 'Error: 1', '    at f (a.js:1:1)', 'other', '    at g (b.js:1:1)', 'b', 'Error: 2']
    expect(shownOf(store, filter)).toEqual(open)
    expect(filter.shown.count).toBe(7)
    append(store, '    at i (d.js:1:1)', 'c')
    filter.more()
    await expect.poll(() => filter.shown.has(9)).toBe(true)
    expect(shownOf(store, filter)).toEqual([...open, 'c'])
    filter.toggle(6)
    filter.toggle(1)
    expect(shownOf(store, filter)).toEqual(['a', 'Error: 1', 'other', 'b', 'Error: 2', '    at h (c.js:1:1)', '    at i (d.js:1:1)', 'c'])
  })

  it('folds what it filters, whichever line of a trace matches', async () => {
    const store = of('a', 'Error: 1', '    at f (a.js:1:1)', '    at g (b.js:1:1)', 'b')
    expect(await passing(store, { text: 'b.js', fold: true })).toEqual(['-1', 'Error: 1', '-1'])
    expect(await passing(store, { text: 'b', fold: true, context: 1 })).toEqual(['a', 'Error: 1', 'b'])
  })

  it('gives an expression up that takes too long', async () => {
    const search: Search = { scan: () => Promise.reject(new SlowExpression()), ranges: () => [] }
    const filter = new LineFilter(of('a'), { ...NO_FILTER, query: { ...NO_FILTER.query, text: 'x', regex: true } }, search, () => undefined)
    filter.more()
    await expect.poll(() => filter.slow).toBe(true)
    expect(filter.ready).toBe(false)
  })
})
