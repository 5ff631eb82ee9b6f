import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LogFound, LogPlace, LogSearchReport } from '../../shared/contract/logs-search.ts'
import { Notice } from '../../shared/log-batch.ts'
import { BatchBuilder } from '../../shared/log-batch-builder.ts'
import { searchWhole } from '../docker/logs/search/search.ts'
import { aroundRecord, readerOf } from './read.ts'
import { Store } from './store.ts'
import type { StoredLog } from './stored-log.ts'
import { HOST, metaOf, numbered, removed, textsOf } from './test-lines.ts'

const LINES = 120_000
let dir = ''
let log: StoredLog

/** More lines than a view holds, in many segments, with what happened to the container between them. */
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gantry-search-'))
  const store = new Store(dir, () => ({ bytes: 1 << 20, days: 30_000 }))
  log = await store.log(HOST, metaOf('a'))
  for (let at = 0; at < LINES; at += 500) {
    const { head, batch } = numbered(at, at + 500)
    await log.append(head, batch)
    if (at % 5000 === 0) await log.append(...removed(1500 + at))
  }
  await store.close()
  expect(log.segments.length).toBeGreaterThan(5)
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const asked = (text: string, regex = false, max = 2000) => ({ pattern: { text, regex, matchCase: false, wholeWord: false }, max })
const signal = () => new AbortController().signal

async function searched(of: StoredLog, what: ReturnType<typeof asked>, after?: LogPlace) {
  const found: LogFound[] = []
  let last: LogSearchReport = { found: [], sources: [], more: false }
  for await (const report of searchWhole([{ read: readerOf(of), after }], what, signal())) {
    last = report
    found.push(...report.found)
  }
  return { found, last, source: last.sources[0] }
}

describe('search of a record', () => {
  it('finds every match of 120 000 lines with its place, and says how much was read', async () => {
    const { found, last, source } = await searched(log, asked('line \\d+0000$', true))
    expect(found.map(({ text, sec, nano, tie, stderr }) => [text, sec, nano, tie, stderr])).toEqual(
      Array.from({ length: 11 }, (_, i) => [`line ${String((i + 1) * 10_000)}`, 1000 + (i + 1) * 10_000, 7, 0, false]),
    )
    expect(found.every(({ text, start, end }) => text.slice(start, end) === text)).toBe(true)
    expect(source).toMatchObject({ state: 'done', lines: LINES, cut: 0, error: null })
    expect(last.more).toBe(false)
  })

  it('stops at the cap, says so, and goes on behind the last match without losing or doubling one', async () => {
    const all: string[] = []
    let after: LogPlace | undefined
    for (let more = true; more; ) {
      const { found, last } = await searched(log, asked('99$', true, 500), after)
      all.push(...found.map(({ text }) => text))
      more = last.more
      after = last.sources[0]?.at ?? undefined
    }
    expect(all).toEqual(Array.from({ length: LINES / 100 }, (_, i) => `line ${String(i * 100 + 99)}`))
  })

  it('of several the earliest matches of all are found: none is missing between them', async () => {
    const store = new Store(join(dir, 'others'), () => ({ bytes: 1 << 20, days: 30_000 }))
    const later = await store.log(HOST, metaOf('b'))
    const sooner = await store.log(HOST, metaOf('c'))
    for (let at = 0; at < 20_000; at += 500) {
      const [first, second] = [numbered(at, at + 500), numbered(at + 300, at + 800)]
      await sooner.append(first.head, first.batch)
      await later.append(second.head, second.batch)
    }
    await store.close()
    const found: LogFound[] = []
    let last: LogSearchReport = { found: [], sources: [], more: false }
    for await (const report of searchWhole(
      [later, sooner].map((one) => ({ read: readerOf(one) })),
      asked('0$', true, 100),
      signal(),
    )) {
      last = report
      found.push(...report.found)
    }
    const earliest = found.sort((a, b) => a.sec - b.sec || a.source - b.source).slice(0, 100)
    // Lines 0, 10, 20 … of one, and from 300 on of both.
    const both = Array.from({ length: 70 }, (_, i) => (i < 30 ? [i * 10] : [i * 10, i * 10])).flat()
    expect(earliest.map(({ sec }) => sec - 1000)).toEqual(both.slice(0, 100))
    expect(last.more).toBe(true)
    expect(last.sources.every(({ lines }) => lines < 17_000)).toBe(true)
  })

  it('broken off, reads no further', async () => {
    const stop = new AbortController()
    let pieces = 0
    const read = readerOf(log)
    async function* counted(...args: Parameters<typeof read>) {
      for await (const bytes of read(...args)) {
        pieces++
        stop.abort()
        yield bytes
      }
    }
    for await (const _report of searchWhole([{ read: counted }], asked('nowhere'), stop.signal));
    await expect.poll(() => pieces).toBe(1)
  })

  it('tells lines of the same stamp apart, and of one too long to be recorded whole that it was cut', async () => {
    const store = new Store(join(dir, 'same'), () => ({ bytes: 1 << 20, days: 30_000 }))
    const same = await store.log(HOST, metaOf('b'))
    const builder = new BatchBuilder()
    const text = Buffer.from('needle')
    for (let i = 0; i < 5; i++) builder.add(0, i === 4, 1000, 7, text, 0, text.length, i === 2 ? 9000 : 0)
    const at = { sec: 1000, nano: 7 }
    await same.append({ lines: 5, first: at, last: at, resume: at, cut: false }, builder.take())
    await store.close()
    const first = await searched(same, asked('needle', false, 3))
    const rest = await searched(same, asked('needle'), first.source?.at ?? undefined)
    expect([...first.found, ...rest.found].map(({ tie, stderr }) => [tie, stderr])).toEqual([0, 1, 2, 3, 4].map((i) => [i, i === 4]))
    expect(first.source?.cut).toBeGreaterThan(0)
  })

  it('a record that is not kept any more fails alone', async () => {
    const reports: LogSearchReport[] = []
    const both = [{ read: readerOf(undefined) }, { read: readerOf(log) }]
    for await (const report of searchWhole(both, asked('line 77777'), signal())) reports.push(report)
    expect(reports.at(-1)?.sources.map(({ state, error }) => [state, error?.code])).toEqual([
      ['failed', 'records.not-found'],
      ['done', undefined],
    ])
    expect(reports.flatMap(({ found }) => found).map(({ source, text }) => [source, text])).toEqual([[1, 'line 77777']])
  })
})

describe('around a place of a record', () => {
  async function around(line: number, before: number, after: number): Promise<string[]> {
    const texts: string[] = []
    let last: Uint8Array = new Uint8Array()
    const at = { sec: 1000 + line, nano: 7, tie: 0 }
    for await (const batch of aroundRecord(log, { at, before, after }, signal())) {
      texts.push(...textsOf(batch))
      last = batch
    }
    expect(last.at(-1)).toBe(Notice.caughtUp)
    return texts
  }
  const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `line ${String(from + i)}`)

  it.each([60_000, 499, 500, 5000, 119_000])('gives the lines before and from line %i on', async (line) => {
    expect(await around(line, 300, 200)).toEqual(lines(line - 300, line + 200))
  })

  it('gives all there are when there are fewer', async () => {
    expect(await around(3, 1000, 2)).toEqual(lines(0, 5))
    expect(await around(LINES - 2, 2, 1000)).toEqual(lines(LINES - 4, LINES))
  })
})
