import { act, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Connection, Host, HostProbe } from '../../../shared/contract/hosts.ts'
import { contract } from '../../../shared/contract/index.ts'
import { memoryPair } from '../../../shared/rpc/memory.ts'
import { serve } from '../../../shared/rpc/serve.ts'
import { speakOver } from '../../api.ts'
import { setLanguage } from '../../i18n/index.ts'
import { emptyWorld, useWorld } from '../../world/entities.ts'
import { Banner } from './banner.tsx'
import { NoHost } from './no-host.tsx'
import { useHosts } from './store.ts'

const DENIED: Host = { id: 'socket:/var/run/docker.sock', name: 'default', address: 'unix:///var/run/docker.sock', source: 'socket' }
const PODMAN: Host = { id: 'socket:/p', name: 'podman', address: 'unix:///run/user/7/podman/podman.sock', source: 'socket' }
const probes: HostProbe[] = [
  { host: DENIED, preferred: true, problem: 'denied', engine: null, detail: 'EACCES' },
  { host: PODMAN, preferred: false, problem: null, engine: 'Podman 4.3', detail: null },
]
const failed = (more: object = {}): Extract<Connection, { state: 'failed' }> => ({
  state: 'failed',
  host: DENIED,
  problem: 'denied',
  detail: 'connect EACCES',
  retryIn: 5_000,
  stale: false,
  ...more,
})
let used: unknown[] = []

beforeEach(async () => {
  used = []
  await setLanguage('en')
  useHosts.setState(useHosts.getInitialState())
  useWorld.setState(emptyWorld())
  const [here, there] = memoryPair()
  const handlers = {
    app: { about: async () => ({ version: '1', form: 'browser', platform: 'linux' }) },
    hosts: {
      probe: async () => probes,
      sandbox: async () => ({ available: true, running: false }),
      retry: async () => undefined,
      unfinished: async () => ({ terminals: [], pulls: [] }),
      use: async (input: unknown) => void used.push(input),
    },
  }
  serve(contract, handlers as never, there)
  speakOver(here)
})
afterEach(() => setLanguage('en'))

it('says what is wrong, what to do, and where else to go', async () => {
  render(<NoHost connection={failed()} />)
  expect(screen.getByRole('heading', { name: 'Permission denied on /var/run/docker.sock' })).toBeDefined()
  const table = await screen.findByRole('table', { name: 'Places looked at' })
  expect(screen.getByText('sudo usermod -aG docker $USER')).toBeDefined()
  expect(within(table).getByRole('row', { name: /default/ }).textContent).toContain('permission denied')
  await act(async () => screen.getByRole('button', { name: 'Use podman' }).click())
  await expect.poll(() => used).toEqual([{ id: 'socket:/p', insecure: false }])
  expect(screen.getByRole('button', { name: 'Start the sandbox engine' })).toBeDefined()
})

it('speaks Russian with its plurals', async () => {
  await setLanguage('ru')
  render(<NoHost connection={failed({ retryIn: 2_900 })} />)
  expect(screen.getByRole('heading', { name: 'Нет прав на /var/run/docker.sock' })).toBeDefined()
  expect(await screen.findByText('Повтор через 3 секунды')).toBeDefined()
})

it('has a banner only over what is not live', () => {
  const { rerender, container } = render(<Banner />)
  expect(container.textContent).toBe('')
  act(() => useWorld.setState({ connection: failed({ problem: 'refused', stale: true }), lostAt: Date.now() - 5_000 }))
  rerender(<Banner />)
  expect(screen.getByRole('status').textContent).toBe('Not connected to default: nothing listens')
  expect(screen.getByRole('button', { name: 'Try now' })).toBeDefined()
})
