import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Notice } from '../../../../shared/log-batch.ts'
import { BatchBuilder } from '../../../../shared/log-batch-builder.ts'
import { LogStore } from '../store/store.ts'
import { LineKinds } from './kinds.ts'
import { type Places, slotsOf, stepOf } from './places.ts'

const utf8 = new TextEncoder()
function batch(lines: readonly string[], notice = false): Uint8Array {
  const builder = new BatchBuilder()
  for (const line of lines) {
    const bytes = utf8.encode(line)
    builder.add(0, false, 1000, 0, bytes, 0, bytes.length)
  }
  if (notice) builder.notice(0, Notice.recreated, '', 1000, 0)
  return builder.take()
}
const plain = (store: LogStore): Places => ({
  first: store.first,
  end: store.end,
  filtered: false,
  has: () => true,
  placeOf: (line) => line,
})
const found = (store: LogStore, kinds: LineKinds, count: number, places = plain(store)) => {
  const { notice, warn, error } = slotsOf(store, kinds, places, count)
  const lines = (slots: Float64Array) => [...slots].filter((line) => line !== -1)
  return { notice: lines(notice), warn: lines(warn), error: lines(error) }
}

const told = vi.fn()
let kinds: LineKinds
beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('document', { hidden: false, addEventListener: vi.fn(), removeEventListener: vi.fn() })
  told.mockClear()
  kinds = new LineKinds()
  kinds.onChange(told)
})
afterEach(() => {
  kinds.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('marks errors, warnings and notices, each where it lies', async () => {
  const store = new LogStore()
  store.append(batch(['INFO a', '\u001b[31mERROR\u001b[0m b', '   at frame ERROR', 'WARN c'], true))
  store.append(batch(['{"level":"fatal","msg":"x"}', 'ok']))
  kinds.more(store)
  // Not as they come.
  expect(found(store, kinds, 100)).toEqual({ notice: [], warn: [], error: [] })
  await vi.advanceTimersByTimeAsync(200)
  expect(found(store, kinds, 100)).toEqual({ notice: [4], warn: [3], error: [1, 5] })
  // Of each slot the first one.
  expect(found(store, kinds, 1)).toEqual({ notice: [4], warn: [3], error: [1] })
  const step = (from: number, back = false) => stepOf(store, kinds, plain(store), from, back)
  expect([step(-1), step(1), step(3), step(5), step(1, true)]).toEqual([1, 3, 5, 1, 5])
  // What a filter hides has no mark.
  const only: Places = { ...plain(store), filtered: true, has: (line) => line === 5, placeOf: () => 0, end: 1 }
  expect(found(store, kinds, 1, only)).toEqual({ notice: [], warn: [], error: [5] })
  kinds.set(true, false)
  await vi.advanceTimersByTimeAsync(200)
  expect(found(store, kinds, 100)).toEqual({ notice: [4], warn: [], error: [] })
})

it('looks at a bounded number of lines while a flood comes, and at all of them when it is over', async () => {
  const store = new LogStore({ lines: 50_000, bytes: 1 << 26 })
  let looked = 0
  const flood = Array.from({ length: 5000 }, (_, i) => (i % 500 === 499 ? 'ERROR once' : `INFO line ${String(i)}`))
  const known = () => {
    let count = 0
    for (const chunk of store.chunks) {
      const those = kinds.of(chunk)
      for (let i = 0; i < chunk.count; i++) if ((those?.[i] ?? 255) !== 255) count++
    }
    return count
  }
  for (let tick = 0; tick < 10; tick++) {
    store.append(batch(flood))
    kinds.more(store)
    await vi.advanceTimersByTimeAsync(100)
    expect(known() - looked).toBeLessThanOrEqual(1500 + 1)
    looked = known()
  }
  expect(looked).toBeGreaterThan(0)
  await vi.waitFor(() => expect(known()).toBe(50_000), { timeout: 20_000 })
  expect(found(store, kinds, 50_000).error).toHaveLength(100)
  // Nothing is to be done any more.
  told.mockClear()
  kinds.more(store)
  await vi.advanceTimersByTimeAsync(1000)
  expect(told).not.toHaveBeenCalled()
})

it('does nothing while its tab is behind another', async () => {
  const store = new LogStore()
  kinds.set(false, true)
  store.append(batch(['ERROR']))
  kinds.more(store)
  await vi.advanceTimersByTimeAsync(1000)
  expect([told.mock.calls.length, found(store, kinds, 1).error]).toEqual([0, []])
  kinds.set(true, true)
  await vi.advanceTimersByTimeAsync(200)
  expect(found(store, kinds, 1).error).toEqual([0])
})
