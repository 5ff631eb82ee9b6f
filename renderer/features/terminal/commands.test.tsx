import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { Recording, Session } from '../../../shared/contract/terminal.ts'
import { useView } from '../../world/view.ts'
import { useTerminalCommands } from './commands.tsx'
import { useRecordings } from './recordings.ts'
import { useSessions } from './sessions.ts'

const { record } = vi.hoisted(() => ({ record: vi.fn(() => Promise.resolve()) }))
vi.mock('../../api.ts', () => ({ api: () => ({ terminal: { record } }), onApi: () => () => undefined }))
afterEach(cleanup)

const session = 'a'.repeat(32)
const container = { id: 'c'.repeat(64), name: 'web' }
const params = { container, kind: 'shell', program: 'sh', like: null, session }
const tab = { id: 't1', kind: 'terminal' as const, title: 'web · sh', params }

function Commands() {
  return useTerminalCommands().map(({ id, title, run }) => (
    <button type="button" key={id} onClick={run}>
      {title}
    </button>
  ))
}
const command = (name: string) => screen.queryByRole('button', { name })

test('what is recorded and saved by the menu of a terminal is found among the commands while it is used', () => {
  useSessions.setState({
    byId: new Map([[session, { id: session, container, kind: 'shell', now: { state: 'live' } } as Session]]),
    known: true,
  })
  render(<Commands />)
  expect(command('Record the session')).toBeNull()
  act(() => useView.setState({ tabs: [tab], activeTab: tab.id, dockOpen: true }))
  expect(command('Save scrollback as text…')).not.toBeNull()
  command('Record the session')?.click()
  expect(record).toHaveBeenCalledWith({ session, name: 'web · sh', keys: false })
  act(() => useRecordings.setState({ list: [{ id: 'b'.repeat(32), session, ended: null } as Recording] }))
  expect(command('Record the session')).toBeNull()
  expect(command('Stop recording')).not.toBeNull()
})
