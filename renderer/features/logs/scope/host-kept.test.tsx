import { act, cleanup, render, screen } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Container } from '../../../../shared/contract/containers.ts'
import { emptyWorld, useWorld, type World } from '../../../world/entities.ts'
import { type DockTab, useView } from '../../../world/view.ts'
import { LogTab, openLogs, openScope, titleOfLogs } from '../dock-tab.tsx'

/** What was asked to be followed. */
const asked: { sources: { id: string }[]; host?: { name: string; address: string } }[] = []
vi.mock('../../../api.ts', () => ({
  api: () => ({ containers: { inspect: async () => ({}) } }),
  onApi: (listen: (api: unknown) => void) => {
    async function* follow(input: (typeof asked)[number]) {
      asked.push(input)
      await new Promise(() => undefined)
    }
    listen({ logs: { follow } })
    return () => undefined
  },
}))

const A = { id: 'a', name: 'alpha', address: 'unix:///a.sock', source: 'given' } as const
const B = { id: 'b', name: 'beta', address: 'unix:///b.sock', source: 'given' } as const
const about = ({ name, address }: typeof A | typeof B) => ({ name, address })
const ID = 'c'.repeat(64)

/** A host that is chosen, with one container of a project. */
function chosen(host: typeof A | typeof B, id: string): World {
  const one = { id, name: 'shop-api-1', image: 'alpine', state: 'running', project: 'shop', service: 'api', labels: {} }
  const { loaded, entities, ...empty } = emptyWorld()
  return {
    ...empty,
    connection: { state: 'connected', host, engine: {} as never },
    loaded: { ...loaded, containers: true },
    entities: { ...entities, containers: new Map([[id, one as unknown as Container]]) },
  }
}
const tab = (): DockTab => useView.getState().tabs[0] ?? expect.fail('no tab')
/** As a reload does it: what was kept is all there is. */
function reload() {
  cleanup()
  asked.length = 0
  const kept = JSON.parse(JSON.stringify(tab())) as DockTab
  return render(<LogTab tab={kept} active />)
}

beforeEach(() => {
  asked.length = 0
  useView.setState({ tabs: [], activeTab: null })
})

it('a log of chosen containers asks its own host after a reload, whichever is chosen then', () => {
  useWorld.setState(chosen(A, ID))
  openLogs([{ id: ID, name: 'shop-api-1' }])
  render(<LogTab tab={tab()} active />)
  expect(asked).toMatchObject([{ sources: [{ id: ID }], host: about(A) }])
  useWorld.setState(chosen(B, 'd'.repeat(64)))
  reload()
  expect(asked).toMatchObject([{ sources: [{ id: ID }], host: about(A) }])
  expect(tab().params).toMatchObject({ host: about(A) })
})

it('a log of a project waits for its own host after a reload: a project of that name on another one is another', () => {
  useWorld.setState(chosen(A, ID))
  openScope({ kind: 'project', project: 'shop' })
  useWorld.setState(chosen(B, 'd'.repeat(64)))
  reload()
  expect(asked).toEqual([])
  expect(screen.getByText('waiting: another host is chosen')).toBeDefined()
  expect(screen.getByText(/^These are containers of alpha\./)).toBeDefined()
  act(() => useWorld.setState(chosen(A, ID)))
  expect(asked).toMatchObject([{ sources: [{ id: ID }], host: about(A) }])
  expect(screen.queryByText('waiting: another host is chosen')).toBeNull()
})

it('the same project of two hosts is two tabs, told apart by the host', () => {
  for (const world of [chosen(A, ID), chosen(B, 'd'.repeat(64)), chosen(A, ID)]) {
    useWorld.setState(world)
    openScope({ kind: 'project', project: 'shop' })
  }
  const { tabs, activeTab } = useView.getState()
  expect(tabs.map((one) => titleOfLogs(one))).toEqual(['shop · logs · alpha', 'shop · logs · beta'])
  expect(activeTab).toBe(tabs[0]?.id)
})

it('one that was opened before a host answered is about the first that does, and keeps it', () => {
  useWorld.setState(emptyWorld())
  openLogs([{ id: ID, name: 'shop-api-1' }])
  render(<LogTab tab={tab()} active />)
  expect(tab().params).toMatchObject({ host: null })
  act(() => useWorld.setState(chosen(B, ID)))
  expect(tab().params).toMatchObject({ host: about(B) })
})
