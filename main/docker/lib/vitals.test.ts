import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createVitals } from './vitals.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const watched = () => {
  const vitals = createVitals(() => Date.now())
  const asked: number[] = []
  const began = Date.now()
  vitals.onQuiet(() => asked.push(Date.now() - began))
  return { vitals, asked }
}

describe('createVitals', () => {
  it('wonders after 3 s of waiting, then every 10 s', () => {
    const { vitals, asked } = watched()
    vitals.asked()
    vi.advanceTimersByTime(25_000)
    expect(asked).toEqual([3_000, 13_000, 23_000])
  })

  it('counts from what came after the request was sent: that may have lain ready in a stopped engine’s socket', () => {
    const { vitals, asked } = watched()
    vitals.asked()
    vi.advanceTimersByTime(5)
    vitals.heard()
    vi.advanceTimersByTime(4_000)
    expect(asked).toEqual([3_005])
  })

  it('does not wonder while something is heard, and not without a request', () => {
    const { vitals, asked } = watched()
    const answered = vitals.asked()
    for (let i = 0; i < 20; i++) {
      vi.advanceTimersByTime(1_000)
      vitals.heard()
    }
    answered()
    vi.advanceTimersByTime(60_000)
    expect(asked).toEqual([])
  })
})
