import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { docker, startPrivateEngine } from '../../../e2e/rig/engine.ts'
import { until } from '../../../e2e/rig/show-host.ts'
import type { Connection } from '../../../shared/contract/hosts.ts'
import type { Session } from '../../../shared/contract/terminal.ts'
import { type Backend, createBackend } from '../../backend.ts'
import type { Sandbox } from '../../sandbox/types.ts'
import { TestScreen } from './test-screen.ts'

const never = new AbortController().signal
/** Of its own: it is stopped and killed. */
let engine: Sandbox
let dir: string
let backend: Backend
let connection: Connection = { state: 'connecting', host: null }
let sessions: Session[] = []
let container: string

beforeAll(async () => {
  engine = await startPrivateEngine({ seed: ['alpine'] })
  dir = await mkdtemp(join(tmpdir(), 'gantry-s-'))
  container = (await docker(engine.host, 'run', '-dit', 'alpine:3.20', 'sh')).trim()
  backend = createBackend({
    ...{ version: '0', form: 'browser', platform: 'linux', home: dir, dataDir: join(dir, 'data'), sandbox: null, confirmDanger: null },
    env: { DOCKER_HOST: engine.host, XDG_RUNTIME_DIR: dir },
  })
  void (async () => {
    for await (const batch of backend.handlers.world.watch({}, never))
      for (const patch of batch) if (patch.t === 'connection') connection = patch.connection
  })()
  void (async () => {
    for await (const list of backend.handlers.terminal.watch({}, never)) sessions = list
  })()
  await connected()
})
afterAll(async () => {
  await engine.dockerd.kill('SIGCONT').catch(() => undefined)
  await backend.close()
  await engine.stop()
  await rm(dir, { recursive: true })
})

const connected = () => until('connected', () => connection.state === 'connected', 60_000)
const states = () => sessions.map(({ now }) => now.state)

it('a terminal goes on after an engine that did not answer for long, and ends when its connection does', { timeout: 120_000 }, async () => {
  const screens = await Promise.all(
    (['shell', 'attach'] as const).map(async (kind) => {
      const { id } = await backend.handlers.terminal.open({ container, kind, cols: 80, rows: 24 }, never)
      const screen = await TestScreen.of(backend.handlers.terminal, id)
      await screen.type('echo before-$((40+2))\r')
      await screen.untilText('before-42')
      return screen
    }),
  )
  await engine.dockerd.kill('SIGSTOP')
  // Nobody is told of a stopped daemon: a request that waits finds it out.
  const waiting = backend.handlers.terminal.shells({ container }, never).catch(() => undefined)
  await until('silence told', () => connection.state === 'failed' && connection.problem === 'silent', 15_000)
  for (const screen of screens) await screen.type('echo after-$((40+3))\r')
  await waiting
  expect(states()).toEqual(['live', 'live'])
  await engine.dockerd.kill('SIGCONT')
  for (const screen of screens) await screen.untilText('after-43')
  await connected()
  for (const screen of screens) await screen.type('echo again-$((40+4))\r')
  for (const screen of screens) await screen.untilText('again-44')
  expect(states()).toEqual(['live', 'live'])
  await engine.dockerd.kill('SIGKILL')
  await Promise.all(screens.map((screen) => screen.done))
  await until('told as lost', () => states().every((state) => state === 'lost'), 15_000)
})
