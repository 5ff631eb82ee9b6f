import { describe, expect, test } from 'vitest'
import type { Container } from '../../../shared/contract/containers.ts'
import { ContainerState } from '../../../shared/contract/containers.ts'
import { type Action, allows, isActive } from './abilities.ts'
import { exitMeaning } from './exit-code.ts'
import { rowFilter } from './filter.ts'
import { madeFor } from './made-for.ts'

const row = (over: Partial<Container> = {}): Container => ({
  id: 'abc1'.padEnd(64, '0'),
  name: 'shop-web-1',
  image: 'shop/web:2.4.1',
  imageId: '',
  command: 'serve',
  created: 0,
  state: 'running',
  status: 'Up 3 hours (healthy)',
  since: null,
  health: 'healthy',
  exitCode: null,
  ports: [{ ip: '0.0.0.0', host: 8080, container: 80, protocol: 'tcp' }],
  labels: { 'com.example.team': 'Payments' },
  project: 'shop',
  service: 'web',
  networks: ['shop_default'],
  mounts: ['uploads'],
  ...over,
})

describe('filter', () => {
  test.each([
    ['', true],
    ['web', true],
    ['WEB shop', true],
    ['web db', false],
    ['payments', true],
    ['com.example.team=payments', true],
    ['abc1', true],
    ['c1', false],
    ['shop/web:2.4', true],
    ['label:team=pay', true],
    ['label:nothing', false],
    ['state:running', true],
    ['status:exited', false],
    ['health:healthy', true],
    ['port:8080', true],
    ['network:shop', true],
    ['volume:uploads', true],
    ['id:abc', true],
    ['id:bc', false],
    ['__proto__:x', false],
    ['constructor:x', false],
  ])('%j -> %s', (query, found) => {
    expect(rowFilter(query, 'all')?.(row()) ?? true).toBe(found)
  })
  test('segments', () => {
    expect(rowFilter('', 'all')).toBeUndefined()
    for (const state of ContainerState.options) {
      const active = isActive({ state })
      expect([rowFilter('', 'running')?.(row({ state })), rowFilter('', 'stopped')?.(row({ state }))]).toEqual([active, !active])
    }
  })
})

test('abilities: what each state allows', () => {
  const actions: Action[] = ['start', 'stop', 'restart', 'kill', 'pause', 'unpause', 'rename', 'remove']
  const table = Object.fromEntries(ContainerState.options.map((state) => [state, actions.filter((a) => allows(state, a)).join(' ')]))
  expect(table).toEqual({
    created: 'start rename remove',
    running: 'stop restart kill pause rename remove',
    paused: 'stop restart kill unpause rename remove',
    restarting: 'stop restart kill rename remove',
    removing: '',
    exited: 'start restart rename remove',
    dead: 'remove',
  })
})

test.each([
  [0, false, 'success'],
  [137, false, 'killed'],
  [137, true, 'oom'],
  [1, true, 'oom'],
  [126, false, 'notExecutable'],
  [127, false, 'notFound'],
  [143, false, 'terminated'],
  [139, false, 'crashed'],
  [129, false, 'signal'],
  [3, false, 'failed'],
  [255, false, 'failed'],
  [-1, false, 'failed'],
])('exitMeaning(%i, oom %s) = %s', (code, oom, meaning) => {
  expect(exitMeaning(code, oom)).toBe(meaning)
})

describe('what was made for a terminal', () => {
  const labels = { 'dev.gantry.toolbox': 'here/1/1', 'dev.gantry.toolbox.of': 'web' }
  test.each<[Partial<Container>, ReturnType<typeof madeFor>]>([
    [
      { labels, command: 'cat', name: 'toolbox-of-web-12ab' },
      { kind: 'toolbox', name: 'web' },
    ],
    [
      { labels, command: 'cat', name: 'copy-of-web-12ab' },
      { kind: 'copy', name: 'web' },
    ],
    [{ labels: {}, command: 'cat', name: 'toolbox-of-web-12ab' }, null],
    [{ labels, command: 'serve', name: 'mine' }, null],
  ])('%j', (over, made) => expect(madeFor(row(over))).toEqual(made))
})
