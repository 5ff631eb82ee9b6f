import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Resizer, type Size } from './resizer.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const size = (cols: number): Size => ({ cols, rows: 24 })

/** An engine that notes what it is sent and when; `refuse` says whether it takes it. */
function engine({ known = null, refuse = () => false, slow = 0 }: { known?: Size | null; refuse?: () => boolean; slow?: number } = {}) {
  const sent: { cols: number; at: number }[] = []
  const begin = Date.now()
  const resizer = new Resizer(async ({ cols }) => {
    sent.push({ cols, at: Date.now() - begin })
    if (slow > 0) await new Promise((resolve) => setTimeout(resolve, slow))
    if (refuse()) throw new Error('no terminal yet')
  }, known)
  return { resizer, sent, cols: () => sent.map((one) => one.cols) }
}

it('R14: of a thousand sizes a second at most ten are sent, the first at once and the last always', async () => {
  const { resizer, sent } = engine()
  for (let cols = 1; cols <= 3000; cols++) {
    resizer.set(size(cols))
    await vi.advanceTimersByTimeAsync(1)
  }
  await vi.advanceTimersByTimeAsync(1000)
  expect(sent[0]).toEqual({ cols: 1, at: 0 })
  expect(sent.at(-1)?.cols).toBe(3000)
  expect(sent.length).toBeGreaterThan(20)
  // In any second, not only in whole ones.
  for (const { at } of sent) expect(sent.filter((other) => other.at >= at && other.at < at + 1000).length).toBeLessThanOrEqual(10)
})

it('R14: nor more, and never two at once, where the engine is slow to answer', async () => {
  const { resizer, sent } = engine({ slow: 450 })
  for (let cols = 1; cols <= 1000; cols++) {
    resizer.set(size(cols))
    await vi.advanceTimersByTimeAsync(1)
  }
  await vi.advanceTimersByTimeAsync(5000)
  expect(sent.at(-1)?.cols).toBe(1000)
  for (const [index, { at }] of sent.entries()) expect(at - (sent[index - 1]?.at ?? -450)).toBeGreaterThanOrEqual(450)
})

it('sends nothing that the engine knows already', async () => {
  const { resizer, cols } = engine({ known: size(80) })
  resizer.set(size(80))
  await vi.advanceTimersByTimeAsync(1000)
  expect(cols()).toEqual([])
  for (const wanted of [100, 120, 100]) resizer.set(size(wanted))
  await vi.advanceTimersByTimeAsync(1000)
  expect(cols()).toEqual([100])
  resizer.set({ cols: 100, rows: 25 })
  await vi.advanceTimersByTimeAsync(0)
  expect(cols()).toEqual([100, 100])
})

it('tries again where the process has no terminal yet, for two seconds, and anew for another size', async () => {
  let tries = 0
  const late = engine({ refuse: () => ++tries < 4 })
  late.resizer.set(size(100))
  await vi.advanceTimersByTimeAsync(5000)
  expect(late.cols()).toEqual([100, 100, 100, 100])

  const never = engine({ refuse: () => true })
  never.resizer.set(size(100))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(never.cols()).toEqual(Array.from({ length: 7 }, () => 100))
  expect(never.sent.at(-1)?.at).toBeLessThan(2000)
  never.resizer.set(size(101))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(never.cols().slice(7)).toEqual(Array.from({ length: 5 }, () => 101))
})

it('R14: nor more while the process has no terminal yet', async () => {
  let tries = 0
  const { resizer, sent } = engine({ refuse: () => ++tries < 30 })
  for (let cols = 1; cols <= 4000; cols++) {
    resizer.set(size(cols))
    await vi.advanceTimersByTimeAsync(1)
  }
  await vi.advanceTimersByTimeAsync(1000)
  expect(sent.at(-1)?.cols).toBe(4000)
  for (const { at } of sent) expect(sent.filter((other) => other.at >= at && other.at < at + 1000).length).toBeLessThanOrEqual(10)
})

it('sends nothing more once it is closed', async () => {
  const { resizer, cols } = engine({ slow: 50 })
  resizer.set(size(100))
  resizer.set(size(110))
  resizer.close()
  await vi.advanceTimersByTimeAsync(60_000)
  resizer.set(size(120))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(cols()).toEqual([100])
  expect(vi.getTimerCount()).toBe(0)
})
