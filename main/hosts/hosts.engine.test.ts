import { chmod, link, mkdir, mkdtemp, rm, symlink, unlink, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { socketOf, testHost } from '../../e2e/rig/engine.ts'
import { EQUAL_WITHIN_MS, inTime, type Timed, TOLD_WITHIN_MS } from '../../e2e/rig/in-time.ts'
import { until } from '../../e2e/rig/show-host.ts'
import type { Connection } from '../../shared/contract/hosts.ts'
import { type Backend, type BackendConfig, createBackend } from '../backend.ts'

const backOff = vi.hoisted((): { ms: number | null } => ({ ms: null }))
vi.mock('../docker/watch/rest.ts', async (importOriginal) => {
  const real = await importOriginal<typeof import('../docker/watch/rest.ts')>()
  return { ...real, backOff: (...asked: Parameters<typeof real.backOff>) => backOff.ms ?? real.backOff(...asked) }
})

let dir: string
let hanging: Server
let backend: Backend | null = null
let connection: Connection = { state: 'connecting', host: null }
/** What a window was told, and when; `started` is by the same clock. */
let history: { at: number; connection: Connection }[] = []
let started = 0
const none = new AbortController().signal

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gantry-h-'))
  hanging = createServer(() => undefined).listen(join(dir, 'hang.sock'))
  // A socket file without anyone behind it, as a killed daemon leaves it.
  const gone = createServer().listen(join(dir, 'gone.tmp'))
  await new Promise((resolve) => gone.once('listening', resolve))
  await link(join(dir, 'gone.tmp'), join(dir, 'gone.sock'))
  await new Promise((resolve) => gone.close(resolve))
})
afterAll(async () => {
  hanging.close()
  await rm(dir, { recursive: true, force: true })
})
afterEach(stop)

async function stop(): Promise<void> {
  backOff.ms = null
  await backend?.close()
  backend = null
}

function start(env: Record<string, string>, more: Partial<BackendConfig> = {}): Backend {
  const it = createBackend({
    version: '0',
    form: 'browser',
    platform: 'linux',
    env,
    home: join(dir, 'home'),
    dataDir: join(dir, 'data'),
    sandbox: null,
    confirmDanger: null,
    ...more,
  })
  backend = it
  connection = { state: 'connecting', host: null }
  const mine: typeof history = []
  history = mine
  started = performance.now()
  void (async () => {
    for await (const batch of it.handlers.world.watch({}, none))
      for (const p of batch)
        if (p.t === 'connection' && history === mine) {
          connection = p.connection
          mine.push({ at: performance.now(), connection })
        }
  })()
  return it
}
const at = (name: string) => `unix://${join(dir, name)}`
const isFailed = (problem: string) => (now: Connection) => now.state === 'failed' && now.problem === problem
const isConnected = (now: Connection) => now.state === 'connected'
const failedAs = (problem: string) => () => isFailed(problem)(connection)

/** From `since` until a window was told what `holds`, whenever it is looked at here. */
async function told(what: string, within: number, holds: (now: Connection) => boolean, since = started): Promise<[Timed]> {
  const after = () => history.find(({ at, connection: now }) => at >= since && holds(now))
  await until(what, () => after() !== undefined)
  return [{ what, took: (after()?.at ?? Number.POSITIVE_INFINITY) - since, within }]
}

describe('a host that does not answer', () => {
  it.each([
    ['none.sock', 'absent', TOLD_WITHIN_MS.lost],
    ['gone.sock', 'refused', TOLD_WITHIN_MS.lost],
    ['hang.sock', 'silent', TOLD_WITHIN_MS.silent],
  ])('%s is told to be %s in time', async (name, problem, ms) => {
    await inTime(async () => {
      await stop()
      start({ DOCKER_HOST: at(name) })
      return told(problem, ms, isFailed(problem))
    })
  })

  it('is connected to as soon as its socket is there', async () => {
    let rounds = 0
    await inTime(async () => {
      await stop()
      const folder = join(dir, `later-${String(rounds++)}`)
      const path = join(folder, 'docker.sock')
      // No try comes by itself before the test is over: the folder is watched.
      backOff.ms = 60_000
      start({ DOCKER_HOST: `unix://${path}` })
      await until('absent', failedAs('absent'))
      await mkdir(folder)
      const there = performance.now()
      await symlink(socketOf(testHost()), path)
      const took = await told('connected', EQUAL_WITHIN_MS, isConnected, there)
      await unlink(path)
      return took
    })
  })
})

describe('the hosts found', () => {
  it('are looked at all at once, and switched between', async () => {
    await symlink(socketOf(testHost()), join(dir, 'docker.sock'))
    const it = start({ DOCKER_HOST: at('hang.sock'), XDG_RUNTIME_DIR: dir })
    let probes: Awaited<ReturnType<typeof it.handlers.hosts.probe>> = []
    await inTime(async () => {
      const asked = performance.now()
      probes = await it.handlers.hosts.probe({}, none)
      return [{ what: 'the hosts looked at', took: performance.now() - asked, within: TOLD_WITHIN_MS.silent }] as const
    })
    const found = (id: string) => probes.find((p) => p.host.id === id)
    expect(found('env')).toMatchObject({ preferred: true, problem: 'silent' })
    expect(found(`socket:${dir}/docker.sock`)).toMatchObject({ problem: null, engine: 'Engine 20.10' })
    expect(found(`socket:${dir}/podman/podman.sock`)).toMatchObject({ problem: 'absent' })
    await inTime(async () => {
      const chosen = performance.now()
      await it.handlers.hosts.use({ id: `socket:${dir}/docker.sock`, insecure: false }, none)
      return told('connected', EQUAL_WITHIN_MS, isConnected, chosen)
    })
    await expect(it.handlers.hosts.use({ id: 'nobody', insecure: false }, none)).rejects.toMatchObject({ code: 'host.unknown' })
  })

  it('are followed when the docker CLI changes its context, until the user chooses here', async () => {
    const config = join(dir, 'cli')
    await mkdir(join(config, 'contexts', 'meta', 'a'), { recursive: true })
    const meta = { Name: 'real', Endpoints: { docker: { Host: testHost() } } }
    await writeFile(join(config, 'contexts', 'meta', 'a', 'meta.json'), JSON.stringify(meta))
    await inTime(async () => {
      await stop()
      await writeFile(join(config, 'config.json'), '{"currentContext":"missing"}')
      start({ DOCKER_CONFIG: config })
      return told('no such context', TOLD_WITHIN_MS.lost, isFailed('bad-address'))
    })
    await inTime(async () => {
      await writeFile(join(config, 'config.json'), '{"currentContext":"missing"}')
      await until('no such context', failedAs('bad-address'))
      const changed = performance.now()
      await writeFile(join(config, 'config.json'), '{"currentContext":"real"}')
      return told('the new context', EQUAL_WITHIN_MS, (now) => now.state === 'connected' && now.host.id === 'context:real', changed)
    })
  })

  it('start with the sandbox on request, which ends with the backend', async () => {
    let stopped = false
    const sandbox = {
      start: async (say: (line: string) => void) => {
        say('one')
        say('two')
        return {
          host: testHost(),
          stop: () =>
            Promise.resolve().then(() => {
              stopped = true
            }),
        }
      },
    }
    const it = start({ DOCKER_HOST: at('none.sock') }, { sandbox })
    expect(await it.handlers.hosts.sandbox({}, none)).toEqual({ available: true, running: false })
    const lines: string[] = []
    for await (const line of it.handlers.hosts.startSandbox({}, none)) lines.push(line)
    expect(lines).toEqual(['one', 'two'])
    await until('connected', () => connection.state === 'connected' && connection.host.source === 'sandbox')
    await it.close()
    backend = null
    expect(stopped).toBe(true)
  })
})

describe('over ssh', () => {
  it('speaks through the system’s ssh, and says what it said', async () => {
    const bin = join(dir, 'bin')
    await mkdir(bin)
    // In place of ssh: what its other end would run, or ssh's words.
    const script = `#!/bin/sh\ncase "$*" in *"-- denied "*) echo "me@denied: Permission denied (publickey)." >&2; exit 255;; esac\nDOCKER_HOST=${testHost()} exec docker system dial-stdio\n`
    await writeFile(join(bin, 'ssh'), script)
    await chmod(join(bin, 'ssh'), 0o755)
    const PATH = [bin, process.env['PATH'] ?? ''].join(delimiter)
    const it = start({ PATH, DOCKER_HOST: 'ssh://me@box' })
    await until('connected', () => connection.state === 'connected', 10_000)
    await expect(it.handlers.containers.inspect({ id: 'a'.repeat(64) }, none)).rejects.toMatchObject({ code: 'container.not-found' })
    await it.close()
    await inTime(async () => {
      await stop()
      start({ PATH, DOCKER_HOST: 'ssh://me@denied' })
      return told('denied', TOLD_WITHIN_MS.lost, isFailed('denied'))
    })
    expect(connection.state === 'failed' && connection.detail).toContain('publickey')
  })
})
