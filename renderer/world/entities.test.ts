import { describe, expect, it } from 'vitest'
import type { Connection, Host } from '../../shared/contract/hosts.ts'
import type { Patch } from '../../shared/contract/world.ts'
import { apply, emptyWorld, unreachable } from './entities.ts'

const host: Host = { id: 'env', name: 'DOCKER_HOST', address: 'unix:///x', source: 'environment' }
const engine = { kind: 'docker' as const, version: '28.5.2', api: '1.51', os: 'linux', arch: 'amd64', cpus: 2, memory: 1 }
const connected: Connection = { state: 'connected', host, engine }
const failed: Connection = { state: 'failed', host, problem: 'refused', detail: null, retryIn: 100, stale: true }
const row = (id: string, name = id) => ({ id, name }) as never
const all = (...ids: string[]): Patch => ({ t: 'all', noun: 'containers', items: ids.map((id) => row(id)), at: 5 })

describe('apply', () => {
  it('replaces, puts and drops; what did not change stays the same object', () => {
    const before = apply(emptyWorld(), [all('a', 'b', '__proto__')])
    const after = apply(before, [
      { t: 'put', noun: 'containers', items: [row('c')], at: 6 },
      { t: 'drop', noun: 'containers', ids: ['b', 'nobody'], at: 7 },
    ])
    expect([...after.entities.containers.keys()]).toEqual(['a', '__proto__', 'c'])
    expect(after.entities.containers.get('a')).toBe(before.entities.containers.get('a'))
    expect(after.entities.images).toBe(before.entities.images)
    expect([...before.entities.containers.keys()]).toHaveLength(3)
    expect(after.loaded).toEqual({ containers: true, images: false })
    expect(after.lastChange).toBe(7)
  })

  it('forgets everything at a reset, and shows what follows it in the same batch', () => {
    const before = apply(emptyWorld(), [all('a')])
    expect(apply(before, [{ t: 'reset', at: 8 }])).toMatchObject({ loaded: { containers: false } })
    const after = apply(before, [{ t: 'reset', at: 8 }, all('b')])
    expect([...after.entities.containers.keys()]).toEqual(['b'])
    expect(after.loaded.containers).toBe(true)
  })

  it('remembers since when what is shown is not live', () => {
    let world = apply(emptyWorld(), [{ t: 'connection', connection: failed, at: 1 }])
    expect(world.lostAt).toBe(0)
    world = apply(world, [all('a'), { t: 'connection', connection: connected, at: 10 }])
    expect(world.lostAt).toBe(0)
    world = apply(world, [{ t: 'connection', connection: failed, at: 20 }])
    world = apply(world, [{ t: 'connection', connection: failed, at: 30 }])
    expect(world.lostAt).toBe(20)
    expect(apply(world, [{ t: 'connection', connection: connected, at: 40 }]).lostAt).toBe(0)
  })

  it('keeps what is shown when the window loses its backend, but not as live', () => {
    const live = apply(emptyWorld(), [all('a'), { t: 'connection', connection: connected, at: 10 }])
    const away = unreachable(live, 50)
    expect(away).toMatchObject({ connection: { state: 'connecting', host }, lostAt: 50 })
    expect(away.entities).toBe(live.entities)
  })
})
