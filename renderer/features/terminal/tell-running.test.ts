import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Session } from '../../../shared/contract/terminal.ts'
import { type DockTab, useView } from '../../world/view.ts'
import { runningUnseen } from './session-names.ts'
import { useSessions } from './sessions.ts'
import { tellRunning } from './tell-running.ts'

const { toasts, showSession } = vi.hoisted(() => ({
  toasts: { add: vi.fn(), update: vi.fn(), close: vi.fn() },
  showSession: vi.fn(),
}))
type Notice = { title: string; action?: { onSelect: () => void } }
vi.mock('../../ui/index.ts', () => ({ toasts, escapeControls: (text: string) => text }))
vi.mock('./panes.ts', () => ({ showSession }))

const session = (id: string, since: number, now: Session['now']): Session => ({
  id,
  container: { id: 'c', name: 'dev' },
  kind: 'shell',
  program: 'bash',
  tty: true,
  readOnly: false,
  detachKeys: null,
  since,
  toolbox: null,
  now,
})
const sessions = [session('b', 2, { state: 'live' }), session('over', 1, { state: 'ended', code: 0 }), session('a', 1, { state: 'live' })]
const tab = (kind: string): DockTab => ({ id: kind, kind, title: '', params: {} })

it('is what runs, oldest first, where the window begins without a terminal', () => {
  expect(runningUnseen(sessions, [tab('logs')]).map(({ id }) => id)).toEqual(['a', 'b'])
})

it('is nothing where the window has terminals of its own: the plus of the dock lists the rest', () => {
  expect(runningUnseen(sessions, [tab('terminal')])).toEqual([])
})

let forget: () => void
beforeEach(() => {
  vi.useFakeTimers()
  useSessions.setState({ byId: new Map(), known: false })
  useView.setState({ tabs: [] })
  forget = tellRunning()
  runs('a', 'b')
})
afterEach(() => {
  forget()
  vi.clearAllMocks()
  vi.useRealTimers()
})

function runs(...ids: string[]): void {
  const byId = new Map(ids.map((id, at) => [id, session(id, at, { state: 'live' })]))
  useSessions.setState({ byId, known: true })
  vi.runAllTimers()
}
const last = (calls: { mock: { lastCall?: unknown[] } }, at: number) => calls.mock.lastCall?.[at] as Notice

it('says how many there are, and how many are left when one has ended or is shown', () => {
  expect(last(toasts.add, 0).title).toContain('2 terminals')
  runs('b')
  expect(last(toasts.update, 1).title).toContain('1 terminal ')
  runs('b', 'c')
  expect(last(toasts.update, 1).title).toContain('2 terminals')
  useView.setState({ tabs: [{ ...tab('terminal'), params: { session: 'b' } }] })
  vi.runAllTimers()
  expect(last(toasts.update, 1).title).toContain('1 terminal ')
  expect(toasts.close).not.toHaveBeenCalled()
  expect(toasts.add).toHaveBeenCalledOnce()
})

it('goes with the last of them, and stays while the backend is away', () => {
  useSessions.setState({ known: false })
  vi.runAllTimers()
  expect(toasts.close).not.toHaveBeenCalled()
  runs()
  expect(toasts.close).toHaveBeenCalledOnce()
  runs('d')
  expect(toasts.update).not.toHaveBeenCalled()
})

it('goes with its action, which shows what still runs and nothing that is gone', () => {
  const { action } = last(toasts.add, 0)
  useSessions.setState({ byId: new Map([['b', session('b', 1, { state: 'live' })]]) })
  action?.onSelect()
  expect(showSession.mock.calls.map(([one]) => (one as Session).id)).toEqual(['b'])
  expect(toasts.close).toHaveBeenCalledOnce()
})
