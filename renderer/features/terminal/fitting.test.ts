import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { emptyWorld, useWorld } from '../../world/entities.ts'
import { Fitting } from './fitting.ts'
import { useRecordings } from './recordings.ts'
import type { Screen } from './screen.ts'
import { useSessions } from './sessions.ts'

const { resize } = vi.hoisted(() => ({ resize: vi.fn(() => Promise.resolve()) }))
vi.mock('../../api.ts', () => ({ api: () => ({ terminal: { resize } }), onApi: () => () => undefined }))
vi.mock('./save-scrollback.ts', () => ({ saveFile: () => Promise.resolve(false) }))

let rows = 0
let fitting: Fitting
const drawn = vi.fn()
beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('requestAnimationFrame', (then: () => void) => setTimeout(then, 16))
  vi.stubGlobal('cancelAnimationFrame', clearTimeout)
  useWorld.setState(emptyWorld())
  useSessions.setState({ byId: new Map(), known: false })
  useRecordings.setState(useRecordings.getInitialState(), true)
  const screen = { silent: false, proposed: () => ({ cols: 80, rows }), terminal: { cols: 80, rows: 9, resize: drawn } }
  fitting = new Fitting(
    () => screen as unknown as Screen,
    () => 'a'.repeat(32),
  )
  fitting.note({ cols: 80, rows: 9 })
})
afterEach(() => {
  fitting.stop()
  vi.clearAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
const frames = (): void => void vi.advanceTimersByTime(100)

it('sends nothing after a reload whose layout is the same, though the banners are missing at first', () => {
  rows = 11
  fitting.refit()
  frames()
  useSessions.setState({ known: true })
  useWorld.setState(({ loaded }) => ({ loaded: { ...loaded, containers: true } }))
  frames()
  expect(resize).not.toHaveBeenCalled()
  // With the last list come the last banners.
  rows = 9
  useRecordings.setState({ list: [] })
  frames()
  expect(drawn).not.toHaveBeenCalled()
  expect(resize).not.toHaveBeenCalled()
  rows = 8
  fitting.refit()
  frames()
  expect(resize).toHaveBeenCalledOnce()
})

it('does not wait for ever for a list that does not come', () => {
  rows = 12
  fitting.refit()
  vi.advanceTimersByTime(5000)
  expect(resize).toHaveBeenCalledOnce()
})
