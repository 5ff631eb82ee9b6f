import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { docker, socketOf, testHost, uniqueName } from '../../e2e/rig/engine.ts'
import { until } from '../../e2e/rig/show-host.ts'
import type { Connection } from '../../shared/contract/hosts.ts'
import { type Backend, createBackend } from '../backend.ts'

const never = new AbortController().signal
const name = uniqueName('follow')
let dir: string
let container: string
let backend: Backend
let connection: Connection = { state: 'connecting', host: null }

const cli = (file: string, value: unknown) => writeFile(join(dir, '.docker', file), JSON.stringify(value))

/** As `docker context create`: each at an address of its own, behind which is the same engine. */
async function makeContext(context: string) {
  await symlink(socketOf(testHost()), join(dir, `${context}.sock`))
  const folder = join('contexts/meta', createHash('sha256').update(context).digest('hex'))
  await mkdir(join(dir, '.docker', folder), { recursive: true })
  await cli(join(folder, 'meta.json'), { Name: context, Endpoints: { docker: { Host: `unix://${dir}/${context}.sock` } } })
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gantry-f-'))
  for (const context of ['one', 'two']) await makeContext(context)
  await cli('config.json', { currentContext: 'one' })
  container = (await docker(testHost(), 'run', '-d', '--name', name, 'alpine:3.20', 'sleep', '600')).trim()
  backend = createBackend({
    ...{ version: '0', form: 'browser', platform: 'linux', home: dir, dataDir: join(dir, 'data'), sandbox: null, confirmDanger: null },
    env: {},
  })
  void (async () => {
    for await (const batch of backend.handlers.world.watch({}, never))
      for (const patch of batch) if (patch.t === 'connection') connection = patch.connection
  })()
  await until('connected', () => connection.state === 'connected')
})
afterAll(async () => {
  await backend.close()
  await docker(testHost(), 'rm', '-f', name)
  await rm(dir, { recursive: true })
})

it('the CLI’s change of context is followed when the last terminal has ended, and not before', async () => {
  const open = () => backend.handlers.terminal.open({ container, kind: 'shell', cols: 80, rows: 24 }, never)
  const [first, second] = [await open(), await open()]
  await cli('config.json', { currentContext: 'two' })
  // Seen by now: what the menu of hosts shows is read from the same file.
  await until('the CLI prefers the other', async () => {
    const probes = await backend.handlers.hosts.probe({}, never)
    return probes.some(({ host, preferred }) => preferred && host.id === 'context:two')
  })
  await backend.handlers.terminal.close({ session: first.id }, never)
  expect(connection.host?.id).toBe('context:one')
  expect(backend.unfinished().terminals).toHaveLength(1)
  await backend.handlers.terminal.write({ session: second.id, data: 'exit\r' }, never)
  await until('the other host', () => connection.state === 'connected' && connection.host.id === 'context:two')
})
