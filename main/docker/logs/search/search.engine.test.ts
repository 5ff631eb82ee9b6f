import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { docker, testHost, uniqueName } from '../../../../e2e/rig/engine.ts'
import { type FaultProxy, startFaultProxy } from '../../../../e2e/rig/fault-proxy.ts'
import { backendOn, records } from '../../../../e2e/rig/logs.ts'
import type { LogFound, LogSearch, LogSearchReport } from '../../../../shared/contract/logs-search.ts'
import { Notice } from '../../../../shared/log-batch.ts'

let proxy: FaultProxy
let backend: Awaited<ReturnType<typeof backendOn>>
const made: string[] = []
/** 200 000 lines; every 10 000th holds the needle. */
let long: string

beforeAll(async () => {
  proxy = await startFaultProxy(testHost())
  backend = await backendOn(proxy.host)
  long = await logged(`seq 0 199999 | sed 's/.*/row & of the log/; s/0000 of.*/& Needle/'`)
}, 120_000)
afterEach(() => proxy.repair())
afterAll(async () => {
  await backend.close()
  await proxy.close()
  if (made.length > 0) await docker(testHost(), 'rm', '-fv', ...made)
})

const needles = Array.from({ length: 19 }, (_, i) => `row ${String((i + 1) * 10_000)} of the log Needle`)

/** A container that has logged this and ended. */
async function logged(command: string, ...options: string[]): Promise<string> {
  const id = (await docker(testHost(), 'run', '-d', '--name', uniqueName('search'), ...options, 'alpine:3.20', 'sh', '-c', command)).trim()
  made.push(id)
  await docker(testHost(), 'wait', id)
  return id
}

type Pattern = Partial<LogSearch['pattern']> & { text: string }
const asked = (sources: LogSearch['sources'], pattern: Pattern, max = 2000): LogSearch => ({
  sources,
  pattern: { regex: false, matchCase: false, wholeWord: false, ...pattern },
  max,
})

/** The whole search; `failure` is what it ended with. */
async function searched(input: LogSearch, onReport: (report: LogSearchReport) => void = () => undefined) {
  const found: LogFound[] = []
  let last: LogSearchReport = { found: [], sources: [], more: false }
  let failure: unknown = null
  try {
    for await (const report of backend.handlers.logs.search(input, new AbortController().signal)) {
      last = report
      found.push(...report.found)
      onReport(report)
    }
  } catch (error) {
    failure = error
  }
  return { found, last, failure }
}

const LOGS = /^GET (\/libpod)?\/containers\/[a-f0-9]{64}\/logs/

describe('logs.search', () => {
  it('finds every match of 200 000 lines with its place, and says how much was read', async () => {
    const { found, last } = await searched(asked([{ id: long }], { text: 'needle' }))
    expect(found.map(({ text }) => text)).toEqual(needles)
    expect(found.every(({ text, start, end }) => text.slice(start, end) === 'Needle')).toBe(true)
    expect(last.sources[0]).toMatchObject({ state: 'done', lines: 200_000, cut: 0, error: null })
    expect(last.sources[0]?.bytes).toBeGreaterThan(200_000 * 40)
    expect(last.more).toBe(false)
  })

  it.each<[Pattern, number]>([
    [{ text: 'needle', matchCase: true }, 0],
    [{ text: 'Needl', wholeWord: true }, 0],
    [{ text: 'row 1\\d0000\\b', regex: true }, 10],
    [{ text: '^row 19999\\d', regex: true }, 10],
  ])('%o is found %i times', async (pattern, times) => {
    expect((await searched(asked([{ id: long }], pattern))).found).toHaveLength(times)
  })

  it('stops at the cap, says so, and goes on behind the last match without losing or doubling one', async () => {
    const all: string[] = []
    let sources: LogSearch['sources'] = [{ id: long }]
    for (let more = true; more; ) {
      const { found, last } = await searched(asked(sources, { text: '99 of the log' }, 700))
      all.push(...found.map(({ text }) => text))
      more = last.more
      sources = [{ id: long, after: last.sources[0]?.at ?? undefined }]
    }
    expect(all).toEqual(Array.from({ length: 2000 }, (_, i) => `row ${String(i * 100 + 99)} of the log`))
  })

  it('a cut connection is said, what was found is kept, and the search goes on from there', async () => {
    proxy.inject(LOGS, { kind: 'reset', after: 4_000_000 }, 1)
    const { found, last, failure } = await searched(asked([{ id: long }], { text: 'needle' }))
    expect(failure).toBeNull()
    expect(last.sources[0]).toMatchObject({ state: 'failed' })
    expect(last.sources[0]?.error?.code).toMatch(/^host\./)
    expect(found.length).toBeGreaterThan(3)
    expect(found.length).toBeLessThan(19)
    const rest = await searched(asked([{ id: long, after: last.sources[0]?.at ?? undefined }], { text: 'needle' }))
    expect([...found, ...rest.found].map(({ text }) => text)).toEqual(needles)
  })

  it('breaking it off ends the connection to the engine', async () => {
    const before = proxy.open
    for await (const report of backend.handlers.logs.search(asked([{ id: long }], { text: 'row' }, 2000), new AbortController().signal)) {
      if (report.sources[0]?.lines !== undefined) break
    }
    await expect.poll(() => proxy.open).toBeLessThanOrEqual(before)
  })

  it('an expression that goes on for ever is given up while main goes on answering', async () => {
    const id = await logged(`echo fine; echo ${'a'.repeat(60)}!`)
    let turns = 0
    const turning = setInterval(() => turns++, 20)
    const { failure, found } = await searched(asked([{ id }], { text: '^(a+)+$|fine', regex: true }))
    clearInterval(turning)
    expect(failure).toMatchObject({ code: 'logs.pattern-slow' })
    expect(found).toEqual([])
    expect(turns).toBeGreaterThan(20)
    expect((await searched(asked([{ id }], { text: '(', regex: true }))).failure).toMatchObject({ code: 'logs.pattern-bad' })
  })

  it('looks through several logs, colours and stderr; one that cannot be read stops no other', async () => {
    const colours = await logged(String.raw`printf 'one \033[31mred\033[0m apple\n'; echo 'red apple' >&2`)
    const none = await logged('echo red apple', '--log-driver', 'none')
    const { found, last } = await searched(asked([{ id: none }, { id: colours }], { text: 'red apple' }))
    expect(found.map(({ source, text }) => [source, text]).sort()).toEqual([
      [1, 'one red apple'],
      [1, 'red apple'],
    ])
    expect(found.map(({ stderr }) => stderr).sort()).toEqual([false, true])
    expect(last.sources.map(({ state, error }) => [state, error?.code])).toEqual([
      ['failed', 'logs.unreadable'],
      ['done', undefined],
    ])
  })

  it('of a line longer than 64 KiB the rest is not looked through, and that is said', async () => {
    const id = await logged(`head -c 3000000 /dev/zero | tr '\\0' x; echo END; echo short END`)
    const { found, last } = await searched(asked([{ id }], { text: 'END' }))
    expect(found.map(({ text }) => text)).toEqual(['short END'])
    expect(last.sources[0]).toMatchObject({ lines: 2, cut: 1 })
  })
})

describe('logs.around', () => {
  async function around(at: LogFound, before: number, after: number) {
    const lines = []
    for await (const batch of backend.handlers.logs.around({ id: long, at, before, after }, new AbortController().signal))
      lines.push(...records(batch))
    expect(lines.at(-1)?.notice).toBe(Notice.caughtUp)
    return lines.slice(0, -1)
  }

  it.each([100_000, 10_000, 190_000])('gives the lines before and after row %i', async (row) => {
    const { found } = await searched(asked([{ id: long }], { text: `row ${String(row)} of`, wholeWord: true }))
    const [at] = found
    if (at === undefined) throw new Error('not found')
    const lines = await around(at, 50, 20)
    const place = lines.findIndex(({ stamp }) => stamp === `${String(at.sec)}.${String(at.nano).padStart(9, '0')}`) + at.tie
    expect(lines[place]?.text).toBe(`row ${String(row)} of the log Needle`)
    expect(place).toBeGreaterThanOrEqual(50)
    const from = row - place
    expect(lines.map(({ text }) => text.replace(' Needle', ''))).toEqual(lines.map((_, i) => `row ${String(from + i)} of the log`))
    expect(lines.length).toBeGreaterThanOrEqual(place + 20)
  })

  it('gives all there are when there are fewer', async () => {
    const { found } = await searched(asked([{ id: long }], { text: 'row 3 of', wholeWord: true }))
    const [at] = found
    if (at === undefined) throw new Error('not found')
    const lines = await around(at, 5000, 1)
    expect(lines[0]?.text).toBe('row 0 of the log')
    expect(lines.some(({ text }) => text === 'row 3 of the log')).toBe(true)
  })
})
