import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { signs } from './signs.ts'
import { paneState, setPane } from './state.ts'

const frames: (() => void)[] = []
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  frames.length = 0
})

test('a flood of bells is a flash each 300 ms, of every terminal for itself', () => {
  const [one, other] = [signs('one'), signs('other')]
  for (let left = 10_000; left > 0; left--) one.onBell()
  other.onBell()
  expect([paneState('one').bell, paneState('other').bell]).toEqual([1, 1])
  vi.advanceTimersByTime(299)
  one.onBell()
  expect(paneState('one').bell).toBe(1)
  vi.advanceTimersByTime(1)
  one.onBell()
  expect(paneState('one').bell).toBe(2)
})

test('of a flood of titles each frame shows the last', () => {
  const { onTitle } = signs('titled')
  setPane('titled', { title: 'before' })
  for (let at = 0; at < 10_000; at++) onTitle(`title ${String(at)}`)
  expect(paneState('titled').title).toBe('before')
  expect(frames).toHaveLength(1)
  frames.pop()?.()
  expect(paneState('titled').title).toBe('title 9999')
  onTitle('')
  onTitle('x'.repeat(5000))
  expect(frames).toHaveLength(1)
  frames.pop()?.()
  expect(paneState('titled').title.length).toBeLessThan(130)
})
