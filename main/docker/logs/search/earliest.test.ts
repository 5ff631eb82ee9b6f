import { expect, it } from 'vitest'
import type { LogFound, LogPlace, LogSearchReport } from '../../../../shared/contract/logs-search.ts'
import { Earliest } from './earliest.ts'
import type { ReadWhole } from './reader.ts'
import { searchWhole } from './search.ts'

const place = (sec: number, source = 0, tie = 0) => ({ sec, nano: 0, tie, source })
/** Numbers that look like chance and are the same every time. */
function numbers(seed: number) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

it('takes whatever is among the earliest so far, equal stamps by source and place', () => {
  const random = numbers(7)
  for (let round = 0; round < 200; round++) {
    const all = Array.from({ length: 60 }, (_, i) => place(Math.floor(random() * 20), Math.floor(random() * 3), i))
    const earliest = new Earliest(10)
    const taken = all.filter((one) => earliest.take(one))
    const sorted = (those: typeof all) => [...those].sort((a, b) => a.sec - b.sec || a.source - b.source || a.tie - b.tie).slice(0, 10)
    expect(sorted(taken)).toEqual(sorted(all))
    const latest = sorted(all).at(-1)?.sec ?? 0
    expect([earliest.endsBefore({ sec: latest, nano: 0 }), earliest.endsBefore({ sec: latest, nano: 1 })]).toEqual([false, true])
  }
})

it('of what is younger than is wanted it takes nothing', () => {
  const earliest = new Earliest(10, { sec: 5, nano: 0 })
  expect([4, 5, 6].map((sec) => earliest.take(place(sec)))).toEqual([true, true, false])
  expect([earliest.endsBefore({ sec: 5, nano: 0 }), earliest.endsBefore({ sec: 5, nano: 1 })]).toEqual([false, true])
})

/** Bytes of each. */
const LINE = 1006

/** A log of lines at these seconds, each a match; counts what was read of it. */
function logOf(stamps: readonly number[]): { read: ReadWhole; given: () => number } {
  let given = 0
  const read: ReadWhole = async function* (after, _signal, sink) {
    const text = new TextEncoder().encode(`needle${' '.repeat(1000)}`)
    for (const sec of stamps) {
      if (after !== null && sec < after.sec) continue
      given++
      sink(false, sec, 0, text, 0, text.length, 0)
      yield await Promise.resolve(given * text.length)
    }
  }
  return { read, given: () => given }
}

const asked = (max: number) => ({ pattern: { text: 'needle', regex: false, matchCase: false, wholeWord: false }, max })
async function searched(reads: readonly ReadWhole[], max: number, after: readonly (LogPlace | null)[] = []) {
  let last: LogSearchReport = { found: [], sources: [], more: false }
  const found: LogFound[] = []
  const sources = reads.map((read, index) => ({ read, after: after[index] ?? undefined }))
  for await (const report of searchWhole(sources, asked(max), new AbortController().signal)) {
    last = report
    found.push(...report.found)
  }
  return { found: found.sort((a, b) => a.sec - b.sec), last }
}

it('the earliest matches of several logs are found, however they lie, and no log is read far beyond them', async () => {
  // One after the other, the last log the earliest; and two that run beside each other.
  const day = (from: number, step = 1) => Array.from({ length: 20_000 }, (_, i) => from + i * step)
  const logs = [logOf(day(100_000)), logOf(day(50_000, 2)), logOf(day(50_001, 2)), logOf([10, 20, 30])]
  const { found, last } = await searched(
    logs.map(({ read }) => read),
    500,
  )
  const earliest = [10, 20, 30, ...day(50_000)].slice(0, 500)
  expect(found.slice(0, 500).map(({ sec }) => sec)).toEqual(earliest)
  expect([last.more, last.sources.map(({ state }) => state)]).toEqual([true, ['reading', 'reading', 'reading', 'done']])
  for (const { given } of logs) expect(given()).toBeLessThan(2500)
})

it('a log goes on behind the last line that was looked through', async () => {
  const stamps = Array.from({ length: 1000 }, (_, i) => 5000 + i)
  const all: number[] = []
  let [lines, bytes] = [0, 0]
  let at: LogPlace | null = null
  for (let more = true; more; ) {
    const { found, last }: Awaited<ReturnType<typeof searched>> = await searched([logOf(stamps).read], 300, [at])
    all.push(...found.map(({ sec }) => sec))
    expect(found.map(({ nth }) => nth)).toEqual(found.map((_, index) => index + 1))
    const figures = last.sources[0] ?? { lines: 0, bytes: 0 }
    for (const one of found) expect(Math.abs(one.bytes - (one.nth - 1) * LINE)).toBeLessThanOrEqual(LINE)
    lines += figures.lines
    bytes += figures.bytes
    more = last.more
    at = last.sources[0]?.at ?? null
  }
  expect(all).toEqual(stamps)
  // What was read behind the place where it stopped is read again, and counted once.
  expect(lines).toBe(1000)
  expect(bytes).toBeGreaterThanOrEqual(1000 * LINE)
  // The line it goes on behind is come by again each time.
  expect(bytes).toBeLessThanOrEqual(1004 * LINE)
})
