import { afterAll, beforeAll, expect, it } from 'vitest'
import { uniqueName } from '../../../e2e/rig/engine.ts'
import { terminalRig } from '../../../e2e/rig/terminal-rig.ts'
import type { CopyKeeps } from '../../../shared/contract/terminal.ts'

const [network, volume] = [uniqueName('keep-net'), uniqueName('keep-vol')]
// Before those of the rig: what is made here goes after the containers that use it.
beforeAll(async () => {
  await docker('network', 'create', network)
  await docker('volume', 'create', volume)
})
afterAll(async () => {
  await docker('network', 'rm', network)
  await docker('volume', 'rm', volume)
})
const rig = terminalRig('keep')
const { run, create, close, show, helpers } = rig
const docker = (...args: string[]) => rig.docker(...args)

const stopped = async (...how: string[]): Promise<string> => {
  const id = await run(...how, 'alpine:3.20', 'true')
  await docker('wait', id)
  return id
}
const open = (container: string, keep?: CopyKeeps) => rig.open(container, { kind: 'copy', ...(keep === undefined ? {} : { keep }) })
const copyOf = async (container: string): Promise<string> => (await helpers(container)).join()
type Facts = {
  Mounts: { Name: string; Destination: string }[]
  NetworkSettings: { Networks: Record<string, unknown>; Ports: Record<string, { HostPort: string }[]> }
}
const inspect = async (id: string): Promise<Facts> => ((JSON.parse(await docker('inspect', id)) as Facts[])[0] ?? {}) as Facts

it('a copy has nothing of its container’s unless it is asked for', async () => {
  const target = await stopped('--network', network, '-p', '127.0.0.1::80', '-v', `${volume}:/data`)
  const session = await open(target)
  expect(session.keep).toEqual({})
  const { NetworkSettings, Mounts } = await inspect(await copyOf(target))
  expect(Object.keys(NetworkSettings.Networks)).toEqual(['none'])
  expect(NetworkSettings.Ports).toEqual({})
  expect(Mounts).toEqual([])
  await close(session)
})

it('a copy has its network, ports and volumes where they are ticked, and takes none of them along', async () => {
  const second = uniqueName('keep-net')
  await docker('network', 'create', second)
  const target = await stopped('--network', network, '-p', '127.0.0.1::80', '-v', `${volume}:/data`, '-v', '/anonymous')
  await docker('network', 'connect', second, target)
  const session = await open(target, { network: true, ports: true, volumes: true })
  const { NetworkSettings } = await inspect(await copyOf(target))
  expect(Object.keys(NetworkSettings.Networks).toSorted()).toEqual([network, second].toSorted())
  expect(NetworkSettings.Ports['80/tcp']?.[0]?.HostPort).toMatch(/^\d+$/)
  const screen = await show(session)
  await screen.type('echo changed > /data/note; echo kept > /anonymous/note; echo done-$((1+1))\r')
  await screen.untilText('done-2')
  await close(session)
  expect(await copyOf(target)).toBe('')
  const { Mounts } = await inspect(target)
  const mounts = Mounts.flatMap(({ Name, Destination }) => ['-v', `${Name}:${Destination}`])
  expect(Mounts).toHaveLength(2)
  const notes = await docker('run', '--rm', ...mounts, 'alpine:3.20', 'cat', '/data/note', '/anonymous/note')
  expect(notes).toBe('changed\nkept\n')
  await docker('network', 'disconnect', '-f', second, target)
  await docker('network', 'rm', second)
})

it('says which port another container holds, and leaves nothing', async () => {
  const holder = await run('-p', '127.0.0.1::80', 'alpine:3.20', 'sleep', '1000')
  const port = (await docker('port', holder, '80')).trim().split(':').at(-1) ?? ''
  const id = await create('-p', `127.0.0.1:${port}:80`, 'alpine:3.20', 'true')
  await expect(open(id, { network: true, ports: true })).rejects.toMatchObject({
    code: 'container.port-taken',
    params: { port: Number(port) },
  })
  expect(await copyOf(id)).toBe('')
})

it('what is power over the host is refused where nobody can be asked', async () => {
  const host = await stopped('--network', 'host')
  await expect(open(host, { network: true })).rejects.toMatchObject({ code: 'run.refused' })
  const etc = await stopped('-v', '/etc:/host-etc:ro')
  await expect(open(etc, { volumes: true })).rejects.toMatchObject({ code: 'run.refused' })
  expect([await copyOf(host), await copyOf(etc)]).toEqual(['', ''])
  const session = await open(etc, { network: true })
  expect(session.keep).toEqual({ network: true })
  await close(session)
})
