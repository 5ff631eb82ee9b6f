import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { docker, engineApi, testHost, uniqueName } from '../../../e2e/rig/engine.ts'
import type { Engine } from '../engine.ts'
import { connectTestEngine } from '../lib/test-engine.ts'
import { containerReader, containers } from './index.ts'

const signal = new AbortController().signal
let engine: Engine
const made: string[] = []
const on = containers(() => engine)

/** A stop that takes longer than any other call may: it is waited for beside the other tests. */
let slowStop: Promise<{ id: string; took: number }>

beforeAll(async () => {
  engine = await connectTestEngine(testHost())
  const id = (await docker(testHost(), 'run', '-d', '--stop-timeout', '12', 'alpine:3.20', 'sleep', '1000')).trim()
  const begin = Date.now()
  slowStop = Promise.resolve(on.stop({ id }, signal)).then(() => ({ id, took: Date.now() - begin }))
  slowStop.catch(() => undefined)
})
afterEach(async () => {
  for (const id of made.splice(0)) await docker(testHost(), 'rm', '-fv', id).catch(() => undefined)
})
afterAll(() => engine.close())

/** Creates a container with the docker command; `start` runs it too. */
async function make(start: boolean, ...args: string[]): Promise<{ id: string; name: string }> {
  const name = uniqueName('c')
  const flags = args.length > 0 ? args : ['alpine:3.20', 'sleep', '1000']
  const out = await docker(testHost(), ...(start ? ['run', '-d'] : ['create']), '--stop-timeout', '1', '--name', name, ...flags)
  const id = out.trim()
  made.push(id)
  return { id, name }
}
const row = async (id: string) => (await containerReader.read(engine, [id], signal))[0]
const state = async (id: string) => (await row(id))?.state

describe('containerReader', () => {
  test('lists what docker ps -a lists, in each state', async () => {
    const created = await make(false)
    const began = Math.floor(Date.now() / 1000)
    const running = await make(true, '-p', '127.0.0.1::80', '-l', 'com.docker.compose.project=shop', 'alpine:3.20', 'sleep', '1000')
    const paused = await make(true)
    await docker(testHost(), 'pause', paused.id)
    const exited = await make(true, 'alpine:3.20', 'sh', '-c', 'exit 3')
    await docker(testHost(), 'wait', exited.id)
    const told = async () => (await docker(testHost(), 'ps', '-a', '--no-trunc', '--format', '{{.ID}} {{.Names}}')).trim().split('\n')
    const before = await told()
    const rows = new Map((await containerReader.list(engine, signal)).map((c) => [c.id, c]))
    // Other tests make, rename and remove theirs meanwhile: what stood before and stands after stood in between.
    const after = new Set(await told())
    const stood = before.filter((line) => after.has(line))
    expect(stood.length).toBeGreaterThanOrEqual(4)
    for (const line of stood) expect(rows.get(line.split(' ')[0] ?? '')?.name).toBe(line.split(' ')[1])
    expect(rows.get(created.id)).toMatchObject({ name: created.name, state: 'created', image: 'alpine:3.20', exitCode: null, since: null })
    expect(rows.get(running.id)).toMatchObject({ state: 'running', project: 'shop', command: 'sleep 1000' })
    expect(rows.get(running.id)?.ports).toEqual([{ ip: '127.0.0.1', host: expect.any(Number) as number, container: 80, protocol: 'tcp' }])
    expect(rows.get(running.id)?.since ?? 0).toBeGreaterThanOrEqual(began)
    expect(rows.get(running.id)?.since ?? 0).toBeLessThanOrEqual(Date.now() / 1000)
    expect(rows.get(paused.id)?.state).toBe('paused')
    expect(rows.get(exited.id)).toMatchObject({ state: 'exited', exitCode: 3 })
  })

  test('reads several in one request; those that are gone are missing', async () => {
    const [a, b, gone] = [await make(false), await make(false), 'f'.repeat(64)]
    const rows = await containerReader.read(engine, [a.id, gone, b.id], signal)
    expect(rows.map((r) => r.id).sort()).toEqual([a.id, b.id].sort())
  })

  test('a tag that has moved shows the id', async () => {
    const tag = `${uniqueName('moved')}:1`
    await docker(testHost(), 'tag', 'alpine:3.20', tag)
    const { id } = await make(false, tag)
    expect((await row(id))?.image).toBe(tag)
    await docker(testHost(), 'tag', 'gantry/web:1.27', tag)
    const moved = await row(id)
    expect(moved?.image).toBe(moved?.imageId)
    await docker(testHost(), 'rmi', tag)
  })

  test('hostile labels: exact by inspect, capped in the row', async () => {
    const big = 'x'.repeat(2 << 20)
    const labels = `{"__proto__":"evil","<img src=x>":"\\u202e\\u001b[31m","big":"${big}"}`
    const body: unknown = JSON.parse(`{"Image":"alpine:3.20","Labels":${labels}}`)
    const { Id } = (await engineApi(testHost()).call('POST', '/containers/create', body as object)) as { Id: string }
    made.push(Id)
    const found = await row(Id)
    expect(Object.entries(found?.labels ?? {})).toContainEqual(['__proto__', 'evil'])
    expect(JSON.stringify(found).length).toBeLessThan(3000)
    const document = (await on.inspect({ id: Id }, signal)) as { Config: { Labels: Record<string, string> } }
    const exact = Object.entries(document.Config.Labels)
    expect(exact).toContainEqual(['__proto__', 'evil'])
    expect(exact).toContainEqual(['big', big])
    expect(exact).toContainEqual(['<img src=x>', '\u202e\u001b[31m'])
  })
})

describe('actions', () => {
  test('containers.start, stop: done, and done again is no error', async () => {
    const { id } = await make(false)
    await on.start({ id }, signal)
    expect(await state(id)).toBe('running')
    await on.start({ id }, signal)
    await on.stop({ id }, signal)
    expect(await row(id)).toMatchObject({ state: 'exited', exitCode: 137 })
    await on.stop({ id }, signal)
  })

  test('containers.restart, kill', async () => {
    const { id } = await make(true)
    const pid = (await docker(testHost(), 'inspect', '-f', '{{.State.Pid}}', id)).trim()
    await on.restart({ id }, signal)
    expect((await docker(testHost(), 'inspect', '-f', '{{.State.Pid}}', id)).trim()).not.toBe(pid)
    await on.kill({ id }, signal)
    await docker(testHost(), 'wait', id)
    expect(await row(id)).toMatchObject({ state: 'exited', exitCode: 137 })
    await expect(on.kill({ id }, signal)).rejects.toMatchObject({
      code: 'container.wrong-state',
      params: { action: 'kill', state: 'exited' },
    })
  })

  test('containers.pause, unpause', async () => {
    const { id, name } = await make(true)
    await on.pause({ id }, signal)
    expect(await state(id)).toBe('paused')
    await expect(on.pause({ id }, signal)).rejects.toMatchObject({
      code: 'container.wrong-state',
      params: { action: 'pause', state: 'paused', name },
      detail: expect.stringContaining('already paused') as string,
    })
    await expect(on.start({ id }, signal)).rejects.toMatchObject({ code: 'container.wrong-state', params: { action: 'start' } })
    await on.unpause({ id }, signal)
    expect(await state(id)).toBe('running')
    await expect(on.unpause({ id }, signal)).rejects.toMatchObject({ code: 'container.wrong-state' })
  })

  test('containers.rename: done; a name in use names its holder', async () => {
    const [a, b] = [await make(false), await make(false)]
    const name = uniqueName('renamed')
    await on.rename({ id: a.id, name }, signal)
    expect((await row(a.id))?.name).toBe(name)
    await expect(on.rename({ id: b.id, name }, signal)).rejects.toMatchObject({
      code: 'container.name-taken',
      params: { name, holderId: a.id },
    })
  })

  test('containers.remove: a running one only with force; again is done', async () => {
    const { id } = await make(true)
    await expect(on.remove({ id, force: false, volumes: false }, signal)).rejects.toMatchObject({
      code: 'container.wrong-state',
      params: { action: 'remove', state: 'running' },
    })
    await on.remove({ id, force: true, volumes: false }, signal)
    expect(await row(id)).toBeUndefined()
    await on.remove({ id, force: true, volumes: true }, signal)
  })

  test('containers.remove: anonymous volumes stay or go as asked', async () => {
    const volumeOf = async (id: string) => (await docker(testHost(), 'inspect', '-f', '{{(index .Mounts 0).Name}}', id)).trim()
    const [kept, dropped] = [await make(false, '-v', '/data', 'alpine:3.20'), await make(false, '-v', '/data', 'alpine:3.20')]
    const [keptVolume, droppedVolume] = [await volumeOf(kept.id), await volumeOf(dropped.id)]
    await on.remove({ id: kept.id, force: false, volumes: false }, signal)
    await on.remove({ id: dropped.id, force: false, volumes: true }, signal)
    const left = await docker(testHost(), 'volume', 'ls', '-q')
    expect(left).toContain(keptVolume)
    expect(left).not.toContain(droppedVolume)
    await docker(testHost(), 'volume', 'rm', keptVolume)
  })

  test('a container that is gone', async () => {
    const id = 'e'.repeat(64)
    for (const verb of ['start', 'stop', 'restart', 'kill', 'pause', 'unpause', 'inspect'] as const)
      await expect(on[verb]({ id }, signal), verb).rejects.toMatchObject({ code: 'container.not-found' })
    await expect(on.rename({ id, name: 'whatever' }, signal)).rejects.toMatchObject({ code: 'container.not-found' })
  })

  test('a port in use names its holder, a missing command itself', async () => {
    const holder = await make(true, '-p', '127.0.0.1::80', 'alpine:3.20', 'sleep', '1000')
    const port = (await row(holder.id))?.ports[0]?.host ?? 0
    const second = await make(false, '-p', `127.0.0.1:${String(port)}:80`, 'alpine:3.20', 'sleep', '1000')
    await expect(on.start({ id: second.id }, signal)).rejects.toMatchObject({
      code: 'container.port-taken',
      params: { port, holder: holder.name, holderId: holder.id },
    })
    const broken = await make(false, 'alpine:3.20', 'no-such-command')
    await expect(on.start({ id: broken.id }, signal)).rejects.toMatchObject({
      code: 'container.command-not-found',
      params: { command: 'no-such-command' },
    })
    const folder = await make(false, '--mount', 'type=bind,src=/proc/version,dst=/bin', 'alpine:3.20')
    await expect(on.start({ id: folder.id }, signal)).rejects.toMatchObject({ code: 'container.start-failed' })
  })

  test('containers.stop outlasts a stop time-out above the deadline of calls', async () => {
    const { id, took } = await slowStop
    made.push(id)
    expect(took).toBeGreaterThan(11_000)
    expect(await state(id)).toBe('exited')
  })
})
