import { expect, it } from 'vitest'
import type { Session } from '../../../shared/contract/terminal.ts'
import type { DockTab } from '../../world/view.ts'
import { sessionNames } from './session-names.ts'

const session = (id: string, since: number, program = 'bash'): Session => ({
  id,
  container: { id: 'c', name: 'dev' },
  kind: 'shell',
  program,
  tty: true,
  readOnly: false,
  detachKeys: null,
  since,
  toolbox: null,
  now: { state: 'live' },
})
const tab = (of: string, name?: string): DockTab => ({
  id: `tab-${of}`,
  kind: 'terminal',
  title: 'dev · bash',
  params: { session: of },
  ...(name === undefined ? {} : { name }),
})

it('calls a session as its tab is called', () => {
  const names = sessionNames([session('a', 1), session('b', 2)], [tab('a', 'deploy'), tab('b')])
  expect([...names]).toEqual([
    ['a', 'deploy'],
    ['b', 'dev · bash'],
  ])
})

it('numbers those of one name by their age, whatever their order and whether they have a tab', () => {
  const names = sessionNames([session('new', 3), session('old', 1), session('other', 2, 'zsh')], [tab('old')])
  expect(names.get('old')).toBe('dev · bash (1)')
  expect(names.get('new')).toBe('dev · bash (2)')
  expect(names.get('other')).toBe('dev · zsh')
})
