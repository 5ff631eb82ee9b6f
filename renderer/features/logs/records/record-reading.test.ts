import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Notice } from '../../../../shared/log-batch.ts'
import { BatchBuilder } from '../../../../shared/log-batch-builder.ts'
import type { LogRange } from '../range/range.ts'
import { type RecordReading, readRecord } from './record-reading.ts'

/** What was asked for, and a record of 1000 lines, one a second from 1000 on, in batches of 100; its container was removed in between. */
const asked: { tail?: number; since?: string; until?: string }[] = []
let given = 0
vi.mock('../../../api.ts', () => ({
  onApi: (listen: (api: unknown) => void) => {
    async function* read({ id: _, ...part }: { id: string; tail?: number; since?: string; until?: string }) {
      asked.push(part)
      const since = part.since === undefined ? 0 : Number(part.since.split('.')[0]) - 1000
      for (let from = Math.max(since, 1000 - (part.tail ?? 1000)); from < 1000; from += 100) {
        given++
        yield await Promise.resolve(batch(from, Math.min(from + 100, 1000)))
      }
      const end = new BatchBuilder()
      end.notice(0, Notice.caughtUp, '')
      yield end.take()
    }
    listen({ records: { read } })
    return () => undefined
  },
}))

function batch(from: number, to: number): Uint8Array {
  const builder = new BatchBuilder()
  for (let i = from; i < to; i++) builder.add(0, false, 1000 + i, 0, new TextEncoder().encode(`row ${String(i)}`), 0, 5)
  if (from <= 500 && to > 500) builder.notice(0, Notice.removed, '', 1000 + to, 0)
  return builder.take()
}

const KEPT = { id: `${'0'.repeat(16)}/${'a'.repeat(64)}`, name: 'web', image: 'nginx:1.27' }
const open: RecordReading[] = []
function reading(range: LogRange | null, lines = 50_000): RecordReading {
  const made = readRecord(KEPT, range, { lines, bytes: 1 << 26 })
  open.push(made)
  return made
}
const whole = ({ session }: RecordReading) => vi.waitFor(() => expect(session.caughtUp).toBe(true))
const first = ({ session: { store } }: RecordReading) => store.line(store.first).sec

beforeEach(() => {
  asked.length = given = 0
})
afterEach(() => {
  for (const { session } of open.splice(0)) session.close()
})

it('shows the newest lines of a record that is longer than a view, and that there are others', async () => {
  const long = reading(null, 300)
  await whole(long)
  expect(asked).toEqual([{}])
  expect([first(long), long.session.store.dropped, long.more()]).toEqual([1700, 700, false])
})

it('what is asked for from a time on begins there, however much follows, and reads no more than fits', async () => {
  const from = reading({ kind: 'time', since: '1200.000000000', until: null }, 310)
  await whole(from)
  expect(asked).toEqual([{ since: '1200.000000000' }])
  expect([first(from), from.session.store.lines, from.session.store.dropped, from.more()]).toEqual([1200, 310, 0, true])
  expect(given).toBeLessThan(6)
  const short = reading({ kind: 'time', since: '1900.000000000', until: '1950.000000000' }, 300)
  await whole(short)
  expect([asked[1], first(short), short.more()]).toEqual([{ since: '1900.000000000', until: '1950.000000000' }, 1900, false])
})

it('of its newest lines only so many are read, and older ones on asking: that its container was removed takes nothing away', async () => {
  const newest = reading({ kind: 'lines', tail: 50 }, 300)
  await whole(newest)
  expect([first(newest), newest.session.mayHaveOlder]).toEqual([1950, true])
  newest.session.loadOlder()
  await vi.waitFor(() => expect(newest.session.store.lines).toBe(300))
  expect(asked).toEqual([{ tail: 50 }, { tail: 300 }])
  const half = reading({ kind: 'lines', tail: 700 }, 900)
  await whole(half)
  expect(half.session.status.map(({ state }) => state)).toEqual(['live'])
  expect(half.session.mayHaveOlder).toBe(true)
})
