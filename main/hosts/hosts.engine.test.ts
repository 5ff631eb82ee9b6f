import { chmod, link, mkdir, mkdtemp, rm, symlink, unlink, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { socketOf, testHost } from '../../e2e/rig/engine.ts'
import { until } from '../../e2e/rig/show-host.ts'
import type { Connection } from '../../shared/contract/hosts.ts'
import { type Backend, type BackendConfig, createBackend } from '../backend.ts'

let dir: string
let hanging: Server
let backend: Backend | null = null
let connection: Connection = { state: 'connecting', host: null }
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
beforeEach(() => {
  connection = { state: 'connecting', host: null }
})
afterEach(async () => {
  await backend?.close()
  backend = null
})

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
  void (async () => {
    for await (const batch of it.handlers.world.watch({}, none)) for (const p of batch) if (p.t === 'connection') connection = p.connection
  })()
  return it
}
const at = (name: string) => `unix://${join(dir, name)}`
const failedAs = (problem: string) => () => connection.state === 'failed' && connection.problem === problem

describe('a host that does not answer', () => {
  it.each([
    ['none.sock', 'absent', 2_000],
    ['gone.sock', 'refused', 2_000],
    // R1 gives it five seconds, of which four are the app's; one more for a machine under load.
    ['hang.sock', 'silent', 6_000],
  ])('%s is told to be %s in time', async (name, problem, ms) => {
    start({ DOCKER_HOST: at(name) })
    await until(problem, failedAs(problem), ms)
  })

  it('is connected to as soon as its socket is there', async () => {
    const path = join(dir, 'later', 'docker.sock')
    start({ DOCKER_HOST: `unix://${path}` })
    await until('absent', failedAs('absent'))
    // Long enough for the back-off to grow.
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    await mkdir(join(dir, 'later'))
    await symlink(socketOf(testHost()), path)
    // The back-off stands at 1.5 s by now; the folder is watched.
    const ms = await until('connected', () => connection.state === 'connected')
    await unlink(path)
    expect(ms).toBeLessThan(1_400)
  })
})

describe('the hosts found', () => {
  it('are looked at all at once, and switched between', async () => {
    await symlink(socketOf(testHost()), join(dir, 'docker.sock'))
    const it = start({ DOCKER_HOST: at('hang.sock'), XDG_RUNTIME_DIR: dir })
    const started = performance.now()
    const probes = await it.handlers.hosts.probe({}, none)
    expect(performance.now() - started).toBeLessThan(5_000)
    const found = (id: string) => probes.find((p) => p.host.id === id)
    expect(found('env')).toMatchObject({ preferred: true, problem: 'silent' })
    expect(found(`socket:${dir}/docker.sock`)).toMatchObject({ problem: null, engine: 'Engine 20.10' })
    expect(found(`socket:${dir}/podman/podman.sock`)).toMatchObject({ problem: 'absent' })
    await it.handlers.hosts.use({ id: `socket:${dir}/docker.sock`, insecure: false }, none)
    await until('connected', () => connection.state === 'connected')
    await expect(it.handlers.hosts.use({ id: 'nobody', insecure: false }, none)).rejects.toMatchObject({ code: 'host.unknown' })
  })

  it('are followed when the docker CLI changes its context, until the user chooses here', async () => {
    const config = join(dir, 'cli')
    await mkdir(join(config, 'contexts', 'meta', 'a'), { recursive: true })
    const meta = { Name: 'real', Endpoints: { docker: { Host: testHost() } } }
    await writeFile(join(config, 'contexts', 'meta', 'a', 'meta.json'), JSON.stringify(meta))
    await writeFile(join(config, 'config.json'), '{"currentContext":"missing"}')
    start({ DOCKER_CONFIG: config })
    await until('no such context', failedAs('bad-address'))
    await writeFile(join(config, 'config.json'), '{"currentContext":"real"}')
    await until('connected to the new context', () => connection.state === 'connected' && connection.host.id === 'context:real')
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
    start({ PATH, DOCKER_HOST: 'ssh://me@denied' })
    await until('denied', failedAs('denied'))
    expect(connection.state === 'failed' && connection.detail).toContain('publickey')
  })
})
