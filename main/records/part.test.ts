import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { records as readLines } from '../../e2e/rig/logs.ts'
import { Notice } from '../../shared/log-batch.ts'
import { BatchBuilder } from '../../shared/log-batch-builder.ts'
import { partOf, type RecordPart } from './part.ts'
import { Store } from './store.ts'
import type { StoredLog } from './stored-log.ts'
import { HOST, metaOf, numbered, removed } from './test-lines.ts'
import { textOf } from './text.ts'

const LINES = 60_000
let dir = ''
let log: StoredLog

/** In many segments, one line a second from 1000 on; the container is gone after every 5000 lines. */
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gantry-part-'))
  const store = new Store(dir, () => ({ bytes: 1 << 20, days: 30_000 }))
  log = await store.log(HOST, metaOf('a'))
  for (let at = 0; at < LINES; at += 500) {
    const { head, batch } = numbered(at, at + 500)
    await log.append(head, batch)
    if (at % 5000 === 4500) await log.append(...removed(1499 + at))
  }
  await store.close()
  expect(log.segments.length).toBeGreaterThan(3)
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const signal = () => new AbortController().signal
async function part(of: RecordPart) {
  const all = []
  for await (const batch of partOf(log, of, signal())) all.push(...readLines(batch))
  const lines = all.filter(({ notice }) => notice === null).map(({ text }) => Number(text.slice(5)))
  return { lines, notices: all.filter(({ notice }) => notice === Notice.removed).length }
}
const time = (line: number) => `${String(1000 + line)}.000000007`
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

it('gives the newest lines, exactly as many, whichever segment they begin in', async () => {
  for (const tail of [1, 499, 500, 501, 31_234, LINES - 1]) expect((await part({ tail })).lines).toEqual(range(LINES - tail, LINES))
  for (const tail of [LINES, LINES + 1, 'all'] as const) expect(await part({ tail })).toEqual({ lines: range(0, LINES), notices: 12 })
})

it('gives what lies between two times, both inclusive, with what happened to the container then', async () => {
  expect((await part({ since: time(31_234), until: time(31_236) })).lines).toEqual([31_234, 31_235, 31_236])
  expect(await part({ since: time(54_990) })).toEqual({ lines: range(54_990, LINES), notices: 2 })
  expect(await part({ until: time(5009) })).toEqual({ lines: range(0, 5010), notices: 1 })
  // A nanosecond before a line, and one behind it.
  expect((await part({ since: '1100.000000006', until: '1101.000000006' })).lines).toEqual([100])
  expect((await part({ since: '1100.000000008', until: '1101.000000008' })).lines).toEqual([101])
  expect(await part({ since: time(LINES) })).toEqual({ lines: [], notices: 0 })
})

it('is written as logged, as text without escape sequences, and as JSON lines with the name of its container', async () => {
  const written = async (style: Parameters<typeof textOf>[2]) => {
    const parts = []
    for await (const batch of partOf(log, { since: time(7), until: time(7) }, signal())) parts.push(textOf(batch, 'web', style))
    return Buffer.concat(parts).toString()
  }
  expect(await written({ format: 'raw', stamps: false })).toBe('line 7\n')
  expect(await written({ format: 'raw', stamps: true })).toBe('1970-01-01T00:16:47.000000007Z line 7\n')
  expect(await written({ format: 'text', stamps: true })).toBe('1970-01-01T00:16:47.000000007Z line 7\n')
  expect(JSON.parse(await written({ format: 'json', stamps: true }))).toEqual({
    time: '1970-01-01T00:16:47.000000007Z',
    stream: 'stderr',
    container: 'web',
    line: 'line 7',
  })
})

it('what of a line was too long to be recorded is told in each form', () => {
  const builder = new BatchBuilder()
  builder.add(0, false, 1000, 0, Buffer.from('long'), 0, 4, 7)
  const batch = builder.take()
  const written = (format: 'raw' | 'text' | 'json') => Buffer.from(textOf(batch, 'web', { format, stamps: false })).toString()
  expect(written('raw')).toBe('long[7 bytes more were not recorded]\n')
  expect(written('text')).toBe('long … [7 bytes]\n')
  expect(JSON.parse(written('json'))).toMatchObject({ line: 'long', omitted: 7 })
})
