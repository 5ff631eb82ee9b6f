import { expect, it } from 'vitest'
import { createPace } from './pace.ts'
import { backOff } from './rest.ts'

it('lets a burst through at once and a flood in steps', () => {
  let now = 0
  const pace = createPace(() => now)
  let immediate = 0
  for (; pace.due() <= now; immediate++) pace.spend()
  expect(immediate).toBe(8)
  // A second of events, one each millisecond, each read as soon as it is due.
  let reads = 0
  for (; now < 1_000; now++) {
    if (pace.due() > now) continue
    pace.spend()
    reads++
  }
  expect(reads).toBeGreaterThan(15)
  expect(reads).toBeLessThanOrEqual(21)
  now += 1_000
  expect(pace.due()).toBe(now)
})

it('comes back for ever: at once after a loss, soon on this machine, more seldom far away', () => {
  const half = () => 0.5
  expect(backOff(0, true, half)).toBe(0)
  expect(backOff(1, true, half)).toBe(50)
  for (const tries of [6, 100, 1e6]) expect(backOff(tries, true, half)).toBe(1_500)
  expect(backOff(1e6, false, half)).toBe(30_000)
  // With the worst jitter a local try still leaves time for lists within 2 s of the first answer.
  expect(backOff(100, true, () => 1)).toBeLessThanOrEqual(1_800)
})
