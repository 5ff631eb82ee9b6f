import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { Container, ContainerState } from '../../../shared/contract/containers.ts'
import type { Connection } from '../../../shared/contract/hosts.ts'
import type { Session, SessionState } from '../../../shared/contract/terminal.ts'
import { emptyWorld, useWorld } from '../../world/entities.ts'
import { EndBar } from './end-bar.tsx'
import { mayRestartNow } from './opening.ts'
import type { Pane } from './pane.ts'
import { paramsOf } from './params.ts'
import { useSessions } from './sessions.ts'
import { StandstillBanner } from './standstill-banner.tsx'

const start = vi.fn(() => Promise.resolve())
const unpause = vi.fn(() => Promise.resolve())
const inspect = vi.fn(() => Promise.resolve({ State: { Running: true, StartedAt: 'then' } }))
vi.mock('../../api.ts', () => ({ api: () => ({ containers: { start, unpause, inspect } }), onApi: () => () => undefined }))
afterEach(() => {
  cleanup()
  vi.clearAllMocks()
})

const container = { id: 'c'.repeat(64), name: 'web' }
const session = 'a'.repeat(32)
const tab = { id: 't1', kind: 'terminal' as const, title: 'web', params: { container, kind: 'shell', program: 'sh', like: null, session } }

function shown(state: ContainerState, now: SessionState, more: { connection?: Connection; kind?: Session['kind'] } = {}) {
  const { connection = emptyWorld().connection, kind = 'shell' } = more
  const world = emptyWorld()
  const containers = new Map([[container.id, { ...container, state } as Container]])
  useWorld.setState({ ...world, connection, entities: { ...world.entities, containers } })
  const info = { id: session, container, kind, containerStarted: 'then', now } as Session
  useSessions.setState({ byId: new Map([[session, info]]), known: true })
  const restart = vi.fn(() => Promise.resolve())
  const of = { ...tab, params: { ...tab.params, kind } }
  render(
    <>
      <StandstillBanner tab={of} />
      <EndBar pane={{ restart } as unknown as Pane} tab={of} />
    </>,
  )
  return restart
}
const button = (name: string) => screen.queryByRole<HTMLButtonElement>('button', { name })

test('over a container that was stopped Restart waits, and so does Enter, but Start does not', () => {
  shown('exited', { state: 'ended', code: 137 })
  expect(screen.getByText('The container does not run.')).toBeTruthy()
  expect(button('Restart')?.disabled).toBe(true)
  expect(mayRestartNow(paramsOf(tab))).toBe(false)
  fireEvent.click(screen.getByRole('button', { name: 'Start' }))
  expect(start).toHaveBeenCalledWith({ id: container.id })
})

test('where it runs, both restart and there is nothing to start', () => {
  const restart = shown('running', { state: 'ended', code: 0 })
  expect(mayRestartNow(paramsOf(tab))).toBe(true)
  expect(button('Start')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Restart' }))
  expect(restart).toHaveBeenCalledOnce()
})

const host = { id: 'h', name: 'h', address: 'unix:///x', source: 'given' as const }
const connected = (address = host.address) => ({ state: 'connected', host: { ...host, address } }) as Connection
/** It is gone from the list of the host at this address. */
function removedFrom(address = host.address): void {
  act(() => {
    const { entities, loaded } = useWorld.getState()
    const loadedNow = { ...loaded, containers: true }
    useWorld.setState({ connection: connected(address), loaded: loadedNow, entities: { ...entities, containers: new Map() } })
  })
}

test('what was detached from says what has become of its container, and Restart why it is disabled', () => {
  shown('running', { state: 'detached' }, { connection: connected(), kind: 'attach' })
  expect(screen.getByText('Detached. The container runs on.')).toBeTruthy()
  cleanup()
  shown('exited', { state: 'detached' }, { connection: connected(), kind: 'attach' })
  expect(screen.queryByText(/runs on/)).toBeNull()
  expect(screen.getByText('The container does not run.')).toBeTruthy()
  act(() => useWorld.setState(({ loaded }) => ({ loaded: { ...loaded, containers: true } })))
  removedFrom()
  const why = screen.getByText('The container was removed.')
  expect(button('Attach again')?.disabled).toBe(true)
  expect(button('Attach again')?.getAttribute('aria-describedby')).toBe(why.id)
  expect(button('Attach again')?.title).toContain('The container was removed.')
  // Another host never had it: it may well be there still.
  removedFrom('unix:///other')
  expect(screen.queryByText('The container was removed.')).toBeNull()
  expect(screen.getByText('This host does not have its container.')).toBeTruthy()
})

test('a paused container is named as that, with what makes it go on', () => {
  shown('paused', { state: 'live' })
  expect(screen.getByText('The container is paused.')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Unpause' }))
  expect(unpause).toHaveBeenCalledWith({ id: container.id })
})

test('a silent engine is named while the terminal lives on, and nothing where all is well', () => {
  shown('running', { state: 'live' }, { connection: { state: 'failed', host, problem: 'silent', detail: null, retryIn: 0, stale: true } })
  expect(screen.getByText('The engine does not answer.')).toBeTruthy()
  cleanup()
  shown('running', { state: 'live' })
  expect(screen.queryByRole('status')).toBeNull()
})

/** A change of the container, as a restart is that was too quick for its standstill to be seen. */
const changed = () =>
  act(() => {
    const { entities } = useWorld.getState()
    const containers = new Map([[container.id, { ...container, state: 'running' } as Container]])
    useWorld.setState({ entities: { ...entities, containers } })
    return Promise.resolve()
  })

test('a shell that ended with a restart of its container says so, one that ended by itself does not', async () => {
  shown('running', { state: 'ended', code: 137 })
  await waitFor(() => expect(inspect).toHaveBeenCalledOnce())
  expect(screen.queryByText('The container was restarted.')).toBeNull()
  inspect.mockResolvedValue({ State: { Running: true, StartedAt: 'now' } })
  await changed()
  expect(await screen.findByText('The container was restarted.')).toBeTruthy()
})

test('what is attached follows a restart, however quick', async () => {
  inspect.mockResolvedValue({ State: { Running: true, StartedAt: 'now' } })
  const restart = shown('running', { state: 'ended', code: 137 }, { kind: 'attach' })
  await waitFor(() => expect(restart).toHaveBeenCalledOnce())
})
