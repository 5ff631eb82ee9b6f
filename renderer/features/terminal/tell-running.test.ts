import { expect, it } from 'vitest'
import type { Session } from '../../../shared/contract/terminal.ts'
import type { DockTab } from '../../world/view.ts'
import { runningUnseen } from './session-names.ts'

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
