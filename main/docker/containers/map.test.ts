import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Container, ROW_LABELS, ROW_TEXT } from '../../../shared/contract/containers.ts'
import { toContainer, toName } from './map.ts'
import { RawContainer } from './wire.ts'

const ID = 'a'.repeat(64)
const NOW = 1_800_000_000_000
const map = (raw: object) => toContainer(RawContainer.parse({ Id: ID, ...raw }), NOW)

describe('toContainer', () => {
  test('a row of docker 20.10', () => {
    const row = map({
      Names: ['/web/db', '/shop-db-1'],
      Image: 'postgres:17',
      ImageID: `sha256:${'b'.repeat(64)}`,
      Command: 'docker-entrypoint.sh postgres',
      Created: 1_799_000_000,
      Ports: [{ IP: '0.0.0.0', PrivatePort: 5432, PublicPort: 5432, Type: 'tcp' }],
      Labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'db' },
      State: 'running',
      Status: 'Up 3 hours (healthy)',
      NetworkSettings: { Networks: { shop_default: {} } },
      Mounts: [{ Type: 'volume', Name: 'pgdata', Source: '', Destination: '/var/lib/postgresql/data' }],
    })
    expect(row).toEqual({
      id: ID,
      name: 'shop-db-1',
      image: 'postgres:17',
      imageId: `sha256:${'b'.repeat(64)}`,
      command: 'docker-entrypoint.sh postgres',
      created: 1_799_000_000,
      state: 'running',
      status: 'Up 3 hours (healthy)',
      since: NOW / 1000 - 10_800,
      health: 'healthy',
      exitCode: null,
      ports: [{ ip: '0.0.0.0', host: 5432, container: 5432, protocol: 'tcp' }],
      labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'db' },
      project: 'shop',
      service: 'db',
      networks: ['shop_default'],
      mounts: ['pgdata'],
    })
  })

  test('Podman: null lists, its own compose labels, its own states', () => {
    const row = map({
      Names: ['solo'],
      Ports: null,
      Mounts: null,
      State: 'stopped',
      Status: '',
      Labels: { 'io.podman.compose.project': 'p' },
    })
    expect(row).toMatchObject({ name: 'solo', state: 'exited', project: 'p', ports: [], mounts: [], since: null })
  })

  test.each([
    ['Exited (137) 2 days ago', 'exited', 137, 'none'],
    ['Exited (0) Less than a second ago', 'exited', 0, 'none'],
    ['Restarting (1) 8 seconds ago', 'restarting', 1, 'none'],
    ['Up 2 minutes (health: starting)', 'running', null, 'starting'],
    ['Up 5 hours (unhealthy)', 'running', null, 'unhealthy'],
    ['Up About an hour (Paused)', 'paused', null, 'none'],
    ['Created', 'created', null, 'none'],
    ['Removal In Progress', 'removing', null, 'none'],
    ['Dead', 'dead', null, 'none'],
  ])('%s', (Status, State, exitCode, health) => {
    expect(map({ Status, State })).toMatchObject({ state: State, exitCode, health })
  })

  test('health of API 1.52 comes from its own field', () => {
    expect(map({ Status: 'Up 1 second', State: 'running', Health: { Status: 'unhealthy', FailingStreak: 3 } }).health).toBe('unhealthy')
    expect(map({ Status: 'Up 1 second (healthy)', State: 'running', Health: { Status: 'none' } }).health).toBe('none')
  })

  test('a label called __proto__ arrives exactly and pollutes nothing', () => {
    const raw: unknown = JSON.parse(`{"Id":"${ID}","Labels":{"__proto__":"evil","constructor":"c","a":"b"}}`)
    const { labels } = Container.parse(toContainer(RawContainer.parse(raw), NOW))
    expect(JSON.stringify(labels)).toBe('{"__proto__":"evil","constructor":"c","a":"b"}')
    expect(Object.getPrototypeOf(labels)).toBe(Object.prototype)
    expect(JSON.stringify(structuredClone(labels))).toBe('{"__proto__":"evil","constructor":"c","a":"b"}')
  })

  test('a 2 MB label and a thousand labels stay small in a row', () => {
    const row = map({ Labels: { big: 'x'.repeat(2 << 20), ['k'.repeat(2 << 20)]: 'v' } })
    expect(JSON.stringify(row).length).toBeLessThan(2000)
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${String(i)}`, 'v']))
    expect(Object.keys(map({ Labels: many }).labels)).toHaveLength(ROW_LABELS)
  })

  test('any answer makes a row that keeps to the contract, or none', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.dictionary(fc.string(), fc.string()), fc.array(fc.string()))
    const fields = [
      'Names',
      'Image',
      'ImageID',
      'Command',
      'Created',
      'Ports',
      'Labels',
      'State',
      'Status',
      'Health',
      'Mounts',
      'NetworkSettings',
    ]
    const raw = fc.record(Object.fromEntries(fields.map((field) => [field, value])), { requiredKeys: [] })
    fc.assert(
      fc.property(raw, (fields) => {
        const parsed = RawContainer.safeParse({ Id: ID, ...fields })
        if (!parsed.success) return
        const row = toContainer(parsed.data, NOW)
        expect(Container.safeParse(row).error).toBeUndefined()
        for (const text of [...Object.entries(row.labels).flat(), row.command]) expect(text.length).toBeLessThanOrEqual(ROW_TEXT)
      }),
    )
  })
})

test.each([
  [['/a/b', '/b'], 'b'],
  [['/b', '/a/b'], 'b'],
  [['plain'], 'plain'],
  [[], ID.slice(0, 12)],
])('toName(%j) = %s', (names, name) => {
  expect(toName(names, ID)).toBe(name)
})
