import { expect, it } from 'vitest'
import type { Container } from '../../../../shared/contract/containers.ts'
import { emptyWorld, type World } from '../../../world/entities.ts'
import type { Joining } from '../session.ts'
import type { LogTarget } from '../target.ts'
import { Members } from './members.ts'
import { belongs, type LogScope, membersOf } from './scope.ts'

const HOST = { id: 'h', name: 'h', address: 'unix:///h', source: 'given' } as const
const container = (id: string, name: string, more: Partial<Container> = {}): Container => ({
  id,
  name,
  image: 'alpine',
  imageId: '',
  command: '',
  created: 0,
  state: 'running',
  status: '',
  since: null,
  health: 'none',
  exitCode: null,
  ports: [],
  labels: {},
  project: null,
  service: null,
  networks: [],
  mounts: [],
  ...more,
})
const inShop = (id: string, name: string, service: string, number: string, more: Partial<Container> = {}) =>
  container(id, name, { project: 'shop', service, labels: { 'com.docker.compose.container-number': number }, ...more })

function world(...containers: Container[]): World {
  const empty = emptyWorld()
  return {
    ...empty,
    connection: { state: 'connected', host: HOST, engine: {} as never },
    loaded: { ...empty.loaded, containers: true },
    entities: { ...empty.entities, containers: new Map(containers.map((one) => [one.id, one])) },
  }
}

/** A view on these, in a world that changes. */
function view(scope: LogScope, begin: World, targets = membersOf(scope, begin.entities.containers.values()), chosen = targets) {
  const told: string[] = []
  const session = {
    members: targets.map((target, hue): LogTarget => ({ hue, ...target })),
    tail: 1000,
    join({ target, as, tail }: Joining) {
      told.push(`${target.id} ${as} ${String(tail)}${as === 'recreated' ? ` as ${String(target.hue)}` : ''}`)
      session.members = [...session.members, target]
    },
    rename: (id: string, name: string) => void told.push(`${id} is ${name}`),
    leftOut: [] as readonly string[],
    leaveOut(those: readonly LogTarget[]) {
      session.leftOut = those.map(({ id }) => id)
    },
  }
  const members = new Members(scope, session, begin, chosen)
  members.look(begin)
  return { told, leftOut: () => session.leftOut, look: (now: World) => members.look(now) }
}

const CHOSEN: LogScope = { kind: 'chosen' }

it('a container made again under the same name goes on in the view, in its colour and with all it logs', () => {
  const other = container('b', 'other')
  const { told, look } = view(CHOSEN, world(container('a', 'web'), other), [{ id: 'a', name: 'web' }])
  look(world(other))
  look(world(other, container('c', 'web', { state: 'created' })))
  expect(told).toEqual([])
  look(world(other, container('c', 'web')))
  look(world(other, container('c', 'web', { state: 'exited' })))
  expect(told).toEqual(['c recreated all as 0'])
  // And once more.
  look(world(other, container('d', 'web')))
  expect(told).toEqual(['c recreated all as 0', 'd recreated all as 0'])
})

it('a service made again under another name for a while keeps its place; another replica does not take it', () => {
  const { told, look } = view(CHOSEN, world(inShop('a', 'shop-api-1', 'api', '1')), [{ id: 'a', name: 'shop-api-1' }])
  look(world(inShop('a', 'shop-api-1', 'api', '1'), inShop('x', 'shop-api-2', 'api', '2')))
  look(world(inShop('x', 'shop-api-2', 'api', '2')))
  expect(told).toEqual([])
  look(world(inShop('x', 'shop-api-2', 'api', '2'), inShop('b', '0f3_shop-api-1', 'api', '1')))
  look(world(inShop('x', 'shop-api-2', 'api', '2'), inShop('b', 'shop-api-1', 'api', '1')))
  expect(told).toEqual(['b recreated all as 0', 'b is shop-api-1'])
})

it('into a project comes whatever starts in it; into a filter what runs and matches', () => {
  const begin = world(inShop('a', 'shop-api-1', 'api', '1'), container('z', 'else'))
  const project = view({ kind: 'project', project: 'shop' }, begin)
  const filter = view({ kind: 'filter', text: 'shop db' }, begin)
  const now = world(
    ...begin.entities.containers.values(),
    inShop('b', 'shop-db-1', 'db', '1'),
    inShop('c', 'shop-db-2', 'db', '2', { state: 'exited' }),
    inShop('d', 'shop-db-3', 'db', '3', { state: 'created' }),
  )
  project.look(now)
  filter.look(now)
  expect(project.told).toEqual(['b joined all', 'c joined all'])
  expect(filter.told).toEqual(['b joined all'])
})

it('of one that was there before, but stopped, only the end is wanted', () => {
  const stopped = container('a', 'job', { state: 'exited' })
  const { told, look } = view({ kind: 'filter', text: 'job' }, world(stopped))
  look(world({ ...stopped, state: 'running' }))
  expect(told).toEqual(['a joined 1000'])
})

it('a list that is not whole, or another engine’s, says nothing of who is gone', () => {
  const { told, look } = view(CHOSEN, world(container('a', 'web')), [{ id: 'a', name: 'web' }])
  const lost = world(container('b', 'web'))
  look({ ...lost, loaded: { ...lost.loaded, containers: false } })
  look({ ...lost, connection: { state: 'connecting', host: HOST } })
  look({ ...lost, connection: { state: 'connected', host: { ...HOST, address: 'unix:///other' }, engine: {} as never } })
  expect(told).toEqual([])
})

it('a view begins with what runs first', () => {
  const all = [inShop('a', 'a', 'a', '1', { state: 'exited' }), inShop('c', 'c', 'c', '1'), inShop('b', 'b', 'b', '1'), container('z', 'z')]
  expect(membersOf({ kind: 'project', project: 'shop' }, all).map(({ id }) => id)).toEqual(['b', 'c', 'a'])
  expect(membersOf({ kind: 'service', project: 'shop', service: 'c' }, all).map(({ id }) => id)).toEqual(['c'])
  expect(belongs({ kind: 'chosen' }, container('q', 'q'))).toBe(false)
})

it('a view takes no more than it can follow, says who is left out, and takes them in when there is room', () => {
  const many = Array.from({ length: 66 }, (_, i) =>
    inShop(`c${String(i).padStart(2, '0')}`, `shop-${String(i).padStart(2, '0')}`, 'api', String(i)),
  )
  const project = view({ kind: 'project', project: 'shop' }, world(...many))
  expect([project.told, project.leftOut()]).toEqual([[], ['c64', 'c65']])
  // A new one finds no room either; one that takes the place of another has its room.
  const late = inShop('x', 'shop-x', 'api', 'x')
  project.look(world(...many, late))
  expect(project.leftOut()).toEqual(['c64', 'c65', 'x'])
  project.look(world(...many.slice(1), late, inShop('new', 'shop-00', 'api', '0')))
  expect([project.told, project.leftOut()]).toEqual([['new recreated all as 0'], ['c64', 'c65', 'x']])
  project.look(world(...many.slice(2), late, inShop('new', 'shop-00', 'api', '0')))
  expect([project.told.slice(1), project.leftOut()]).toEqual([['c64 joined 1000'], ['c65', 'x']])
  // The same of those that were chosen, one by one.
  const ids = many.map(({ id, name }) => ({ id, name }))
  const chosen = view(CHOSEN, world(...many), ids.slice(0, 64), ids)
  expect(chosen.leftOut()).toEqual(['c64', 'c65'])
  chosen.look(world(...many.slice(2)))
  expect([chosen.told, chosen.leftOut()]).toEqual([['c64 joined 1000', 'c65 joined 1000'], []])
})
