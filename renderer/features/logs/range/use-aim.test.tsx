import { renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { LogSession } from '../session.ts'
import type { LogPane } from '../view/pane.ts'
import type { Moment } from './parse-time.ts'
import { useAim } from './use-aim.ts'

function aimed() {
  const seen = { follow: true, starts: 0 }
  const viewport = {
    setFollow(follow: boolean) {
      seen.follow = follow
    },
    toStart() {
      seen.follow = false
      seen.starts++
    },
  }
  const log = { store: { lines: 0 }, caughtUp: false, listeners: new Set<() => void>() }
  const session = Object.assign(log, {
    onChange(listener: () => void) {
      log.listeners.add(listener)
      return () => void log.listeners.delete(listener)
    },
  })
  const aim = { current: { sec: 1, nano: 0 } as Moment | null }
  renderHook(() => useAim({ viewport } as unknown as LogPane, session as unknown as LogSession, aim))
  const lines = (count: number, caughtUp = false) => {
    Object.assign(log, { store: { lines: count }, caughtUp })
    for (const listener of [...log.listeners]) listener()
  }
  return { seen, aim, lines, listeners: log.listeners }
}

it('comes to the first line though the first few do not fill the view, which then follows its end', () => {
  const { seen, aim, lines, listeners } = aimed()
  expect(seen).toEqual({ follow: false, starts: 0 })
  lines(3)
  seen.follow = true
  lines(5000)
  expect(seen.follow).toBe(false)
  expect(aim.current).toBeNull()
  expect(listeners.size).toBe(0)
  lines(6000)
  expect(seen.starts).toBe(2)
})

it('lets a short log follow once it is read', () => {
  const { aim, lines, listeners } = aimed()
  lines(3, true)
  expect(aim.current).toBeNull()
  expect(listeners.size).toBe(0)
})
