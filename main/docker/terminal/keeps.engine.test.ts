import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { docker, testHost, uniqueName } from '../../../e2e/rig/engine.ts'
import type { CopyKeeps, Session } from '../../../shared/contract/terminal.ts'
import type { Engine } from '../engine.ts'
import { connectTestEngine } from '../lib/test-engine.ts'
import { type Terminals, terminals } from './index.ts'
import { TestScreen } from './test-screen.ts'

const never = new AbortController().signal
let engine: Engine
let dataDir: string
let all: Terminals
const [network, volume] = [uniqueName('keep-net'), uniqueName('keep-vol')]
const made: string[] = []

beforeAll(async () => {
  engine = await connectTestEngine(testHost())
  dataDir = await mkdtemp(join(tmpdir(), 'gantry-keep-'))
  all = terminals(() => engine, { dataDir, env: {}, home: dataDir })
  await docker(testHost(), 'network', 'create', network)
  await docker(testHost(), 'volume', 'create', volume)
})
afterAll(async () => {
  await all.close()
  if (made.length > 0) await docker(testHost(), 'rm', '-fv', ...made)
  await docker(testHost(), 'network', 'rm', network)
  await docker(testHost(), 'volume', 'rm', volume)
  engine.close()
  await rm(dataDir, { recursive: true })
})

const stopped = async (...how: string[]): Promise<{ name: string; id: string }> => {
  const name = uniqueName('keep')
  made.push(name)
  await docker(testHost(), 'run', '--name', name, ...how, 'alpine:3.20', 'true')
  return { name, id: (await docker(testHost(), 'inspect', '-f', '{{.Id}}', name)).trim() }
}
const open = (container: string, keep?: CopyKeeps): Promise<Session> =>
  all.handlers.open({ container, kind: 'copy', cols: 100, rows: 24, ...(keep === undefined ? {} : { keep }) }, never)
const close = ({ id }: Session) => all.handlers.close({ session: id }, never)
const copyOf = async (name: string): Promise<string> =>
  (await docker(testHost(), 'ps', '-aq', '--filter', `label=dev.gantry.toolbox.of=${name}`)).trim()
type Facts = {
  Mounts: { Name: string; Destination: string }[]
  NetworkSettings: { Networks: Record<string, unknown>; Ports: Record<string, { HostPort: string }[]> }
}
const inspect = async (id: string): Promise<Facts> => ((JSON.parse(await docker(testHost(), 'inspect', id)) as Facts[])[0] ?? {}) as Facts

it('a copy has nothing of its container’s unless it is asked for', async () => {
  const target = await stopped('--network', network, '-p', '127.0.0.1::80', '-v', `${volume}:/data`)
  const session = await open(target.id)
  expect(session.keep).toEqual({})
  const { NetworkSettings, Mounts } = await inspect(await copyOf(target.name))
  expect(Object.keys(NetworkSettings.Networks)).toEqual(['none'])
  expect(NetworkSettings.Ports).toEqual({})
  expect(Mounts).toEqual([])
  await close(session)
})

it('a copy has its network, ports and volumes where they are ticked, and takes none of them along', async () => {
  const second = uniqueName('keep-net')
  await docker(testHost(), 'network', 'create', second)
  const target = await stopped('--network', network, '-p', '127.0.0.1::80', '-v', `${volume}:/data`, '-v', '/anonymous')
  await docker(testHost(), 'network', 'connect', second, target.name)
  const session = await open(target.id, { network: true, ports: true, volumes: true })
  const { NetworkSettings } = await inspect(await copyOf(target.name))
  expect(Object.keys(NetworkSettings.Networks).toSorted()).toEqual([network, second].toSorted())
  expect(NetworkSettings.Ports['80/tcp']?.[0]?.HostPort).toMatch(/^\d+$/)
  const screen = await TestScreen.of(all.handlers, session.id)
  await screen.type('echo changed > /data/note; echo kept > /anonymous/note; echo done-$((1+1))\r')
  await screen.untilText('done-2')
  await close(session)
  expect(await copyOf(target.name)).toBe('')
  const { Mounts } = await inspect(target.name)
  const mounts = Mounts.flatMap(({ Name, Destination }) => ['-v', `${Name}:${Destination}`])
  expect(Mounts).toHaveLength(2)
  const notes = await docker(testHost(), 'run', '--rm', ...mounts, 'alpine:3.20', 'cat', '/data/note', '/anonymous/note')
  expect(notes).toBe('changed\nkept\n')
  await docker(testHost(), 'network', 'disconnect', '-f', second, target.name)
  await docker(testHost(), 'network', 'rm', second)
})

it('says which port another container holds, and leaves nothing', async () => {
  const holder = uniqueName('keep')
  made.push(holder)
  await docker(testHost(), 'run', '-d', '--name', holder, '-p', '127.0.0.1::80', 'alpine:3.20', 'sleep', '1000')
  const port = (await docker(testHost(), 'port', holder, '80')).trim().split(':').at(-1) ?? ''
  const target = uniqueName('keep')
  made.push(target)
  const id = (await docker(testHost(), 'create', '--name', target, '-p', `127.0.0.1:${port}:80`, 'alpine:3.20', 'true')).trim()
  await expect(open(id, { network: true, ports: true })).rejects.toMatchObject({
    code: 'container.port-taken',
    params: { port: Number(port) },
  })
  expect(await copyOf(target)).toBe('')
})

it('what is power over the host is refused where nobody can be asked', async () => {
  const host = await stopped('--network', 'host')
  await expect(open(host.id, { network: true })).rejects.toMatchObject({ code: 'run.refused' })
  const etc = await stopped('-v', '/etc:/host-etc:ro')
  await expect(open(etc.id, { volumes: true })).rejects.toMatchObject({ code: 'run.refused' })
  expect([await copyOf(host.name), await copyOf(etc.name)]).toEqual(['', ''])
  const session = await open(etc.id, { network: true })
  expect(session.keep).toEqual({ network: true })
  await close(session)
})
