import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { docker, socketOf, testHost, uniqueName } from '../../e2e/rig/engine.ts'
import { collect } from '../../e2e/rig/logs.ts'
import { until } from '../../e2e/rig/show-host.ts'
import type { Connection } from '../../shared/contract/hosts.ts'
import type { Session } from '../../shared/contract/terminal.ts'
import { Notice } from '../../shared/log-batch.ts'
import { type Backend, createBackend } from '../backend.ts'
import { TestScreen } from '../docker/terminal/test-screen.ts'

const never = new AbortController().signal
let dir: string
let backend: Backend
let connection: Connection = { state: 'connecting', host: null }
let sessions: Session[] = []
let container: string
const name = uniqueName('leave')

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gantry-l-'))
  // The same engine at another address is another host to us; what is left on the first one can be looked at.
  await symlink(socketOf(testHost()), join(dir, 'docker.sock'))
  const loop = 'i=0; while :; do echo line $i; i=$((i+1)); sleep 0.05; done'
  container = (await docker(testHost(), 'run', '-d', '--name', name, 'alpine:3.20', 'sh', '-c', loop)).trim()
  backend = createBackend({
    ...{ version: '0', form: 'browser', platform: 'linux', home: dir, dataDir: join(dir, 'data'), sandbox: null, confirmDanger: null },
    env: { DOCKER_HOST: testHost(), XDG_RUNTIME_DIR: dir },
  })
  void (async () => {
    for await (const batch of backend.handlers.world.watch({}, never))
      for (const patch of batch) if (patch.t === 'connection') connection = patch.connection
  })()
  void (async () => {
    for await (const list of backend.handlers.terminal.watch({}, never)) sessions = list
  })()
  await until('connected', () => connection.state === 'connected')
})
afterAll(async () => {
  await backend.close()
  await docker(testHost(), 'rm', '-f', name)
  await rm(dir, { recursive: true })
})

const use = (id: string) => backend.handlers.hosts.use({ id, insecure: false }, never)
const open = (kind: 'shell' | 'attach') => backend.handlers.terminal.open({ container, kind, cols: 80, rows: 24 }, never)
const processes = async () => (await docker(testHost(), 'top', name, '-eo', 'pid,args')).trim().split('\n').slice(1)
const now = (id: string) => sessions.find((one) => one.id === id)?.now

it('another host: programs end there and their screens stay, logs wait and go on without a gap', async () => {
  const shell = await open('shell')
  const attached = await open('attach')
  const screen = await TestScreen.of(backend.handlers.terminal, shell.id)
  await screen.type('echo kept-$((40+2))\r')
  await screen.untilText('kept-42')
  const log = collect(backend.handlers, [container], 'all')
  await log.until((all) => all.some(({ text }) => text === 'line 5'))
  expect(await backend.handlers.hosts.unfinished({}, never)).toEqual({
    terminals: [{ container: name, program: shell.program }],
    pulls: [],
  })

  await use(`socket:${dir}/docker.sock`)
  expect(connection.host?.id).toBe(`socket:${dir}/docker.sock`)
  expect(now(shell.id)).toEqual({ state: 'left' })
  expect(now(attached.id)).toEqual({ state: 'left' })
  expect((await processes()).filter((one) => one.includes(shell.program) && !one.includes('while'))).toEqual([])
  const later = await TestScreen.of(backend.handlers.terminal, shell.id)
  await later.done
  expect(later.text()).toContain('kept-42')
  expect(await backend.handlers.hosts.unfinished({}, never)).toEqual({ terminals: [], pulls: [] })
  await log.until((all) => all.some(({ notice }) => notice === Notice.away))
  const { length } = log.lines()

  await use('env')
  await log.until(() => log.lines().length > length + 5)
  await log.stop()
  // A log that never falls silent is caught up with only on a machine that pauses.
  const said = log.notices().map(({ kind }) => kind)
  expect(said.filter((kind) => kind !== Notice.caughtUp)).toEqual([Notice.away, Notice.resumed])
  expect(log.lines().map(({ text }) => text)).toEqual(log.lines().map((_, i) => `line ${String(i)}`))
})
