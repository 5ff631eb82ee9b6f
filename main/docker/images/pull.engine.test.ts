import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { docker, startPrivateEngine } from '../../../e2e/rig/engine.ts'
import { startFaultProxy } from '../../../e2e/rig/fault-proxy.ts'
import type { Pull } from '../../../shared/contract/images.ts'
import { dockerCredentials } from '../../registry/credentials.ts'
import type { Sandbox } from '../../sandbox/types.ts'
import type { Engine } from '../engine.ts'
import { images } from '../images.ts'
import { connectTestEngine } from '../lib/test-engine.ts'

const { signal } = new AbortController()
let sandbox: Sandbox
let engine: Engine
let asked: string[] = []
const authFor = (registry: string) => {
  asked.push(registry)
  return Promise.resolve({ header: undefined, problem: null })
}
const on = images(() => engine, authFor).handlers

beforeAll(async () => {
  sandbox = await startPrivateEngine({ seed: ['hello-world', 'postgres'] })
  engine = await connectTestEngine(sandbox.host)
})
afterEach(async () => {
  asked = []
  await sandbox.limitRate(0)
  for (const name of ['postgres:17', 'hello-world:latest']) await docker(sandbox.host, 'rmi', '-f', name).catch(() => undefined)
})
afterAll(async () => {
  engine.close()
  await sandbox.stop()
})

/** Every word about this pull until it ends, with the moment it came. */
async function follow(id: string, from = on, onWord?: (pull: Pull) => void): Promise<{ at: number; pull: Pull }[]> {
  const words: { at: number; pull: Pull }[] = []
  for await (const pulls of from.pulls({}, signal)) {
    const pull = pulls.find((one) => one.id === id)
    if (pull === undefined) continue
    words.push({ at: performance.now(), pull: pull as Pull })
    onWord?.(pull as Pull)
    if (pull.state !== 'running') break
  }
  return words
}
const end = async (reference: string, from = on) => {
  const { id } = await from.pull({ reference }, signal)
  return (await follow(id, from)).at(-1)?.pull
}
/** Bytes that came in over the namespace's loopback: what the engine downloads. */
const received = async () => {
  const line = (await readFile(`/proc/${String(sandbox.initPid)}/net/dev`, 'utf8')).split('\n').find((one) => one.includes('lo:'))
  return Number(line?.trim().split(/\s+/)[1] ?? 0)
}

describe('a pull', () => {
  test('with no tag pulls latest, and only that; its end is told and the image is there', async () => {
    const started = await on.pull({ reference: ' hello-world ' }, signal)
    expect(started).toMatchObject({ reference: 'hello-world:latest', joined: false })
    expect((await follow(started.id)).at(-1)?.pull).toMatchObject({ state: 'done', upToDate: false, error: null, fraction: 1 })
    expect(asked).toEqual(['docker.io'])
    expect(await docker(sandbox.host, 'run', '--rm', 'hello-world')).toContain('Hello from Docker')
    expect(await end('hello-world')).toMatchObject({ state: 'done', upToDate: true })
  })

  test('tells its layers, bytes and rate truly, at most ten times a second', async () => {
    await sandbox.limitRate(20_000_000)
    const { id } = await on.pull({ reference: 'postgres:17' }, signal)
    const words = await follow(id)
    const span = (words.at(-1)?.at ?? 0) - (words[0]?.at ?? 0)
    expect(words.length).toBeGreaterThan(10)
    // The first may have been read late: on a busy machine by some of a second.
    expect(words.length).toBeLessThanOrEqual(span / 100 + 5)
    const running = words.map(({ pull }) => pull).filter(({ state }) => state === 'running')
    for (const { total, layers, fraction, received: bytes, stage } of running) {
      const open = layers.filter((l) => ['waiting', 'retrying', 'downloading'].includes(l.phase))
      if (open.some((l) => l.total === null)) expect(total).toBeNull()
      if (total === null) expect(fraction).toBeNull()
      if (total !== null) expect(bytes).toBeLessThanOrEqual(total)
      if (fraction !== null) expect(fraction >= 0 && fraction <= 1).toBe(true)
      if (stage === 'unpacking') expect(open).toEqual([])
    }
    const grows = running.map((pull) => pull.received)
    expect(grows).toEqual([...grows].sort((a, b) => a - b))
    const rates = running.flatMap(({ rate }) => (rate === null || rate === 0 ? [] : [rate])).sort((a, b) => a - b)
    const median = rates[rates.length >> 1] ?? 0
    // As fast as it came: the limit where the machine keeps up with it.
    const coming = words.filter(({ pull }) => pull.state === 'running' && pull.rate !== null && pull.rate > 0)
    const [first, last] = [coming[0], coming.at(-1)]
    const real = (((last?.pull.received ?? 0) - (first?.pull.received ?? 0)) / ((last?.at ?? 0) - (first?.at ?? 0))) * 1000
    expect(median / real).toBeGreaterThan(0.5)
    expect(median / real).toBeLessThan(2)
    expect(median / 20_000_000).toBeLessThan(1.5)
    expect(words.at(-1)?.pull).toMatchObject({ state: 'done' })
    expect(words.at(-1)?.pull.layers.length).toBeGreaterThanOrEqual(14)
    expect(words.at(-1)?.pull.layers.every(({ phase }) => phase === 'done' || phase === 'exists')).toBe(true)
  })

  test('of the same reference joins; another reader hears all; cancel frees the network within 2 s', async () => {
    await sandbox.limitRate(4_000_000)
    const first = await on.pull({ reference: 'postgres:17' }, signal)
    const again = await on.pull({ reference: 'docker.io/library/postgres:17' }, signal)
    expect(again).toEqual({ ...first, joined: true })
    const other = follow(first.id)
    const words = await follow(first.id, on, (pull) => {
      if (pull.received > 1_000_000) void on.cancelPull({ id: first.id }, signal)
    })
    expect(words.at(-1)?.pull).toMatchObject({ state: 'cancelled', error: null })
    expect((await other).at(-1)?.pull.state).toBe('cancelled')
    // What is under way at the moment of the cancel may still arrive; after two seconds nothing does.
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    const before = await received()
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    expect((await received()) - before).toBeLessThan(200_000)
    await expect(docker(sandbox.host, 'image', 'inspect', 'postgres:17')).rejects.toThrow()
  })

  test('several at once, each on its own; ended ones can be taken off the list', async () => {
    await sandbox.limitRate(30_000_000)
    const [big, small] = await Promise.all([on.pull({ reference: 'postgres:17' }, signal), on.pull({ reference: 'hello-world' }, signal)])
    const ends = await Promise.all([follow(big.id), follow(small.id)])
    expect(ends.map((words) => words.at(-1)?.pull.state)).toEqual(['done', 'done'])
    await on.forgetPull({ id: small.id }, signal)
    for await (const pulls of on.pulls({}, signal)) {
      expect(pulls.map(({ id }) => id)).not.toContain(small.id)
      break
    }
  })
})

describe('failures, each told apart', () => {
  test('nothing is sent for what is no reference', async () => {
    for (const reference of ['Ubuntu', 'a b', 'x:', 'http://x/y', '--all'])
      expect(() => on.pull({ reference }, signal)).toThrow(expect.objectContaining({ code: 'image.bad-reference' }) as Error)
    expect(asked).toEqual([])
  })
  test('no such tag, no such repository', async () => {
    expect(await end(`${sandbox.registry}/library/hello-world:nope`)).toMatchObject({ state: 'failed', error: { code: 'image.not-found' } })
    expect(await end(`${sandbox.registry}/nobody/nothing:1`)).toMatchObject({ error: { code: 'image.not-found' } })
  })
  test('a registry that nobody runs', async () => {
    expect(await end('127.0.0.1:1/a/b:1')).toMatchObject({
      error: { code: 'registry.unreachable', params: { registry: '127.0.0.1:1' }, detail: expect.stringContaining('refused') as string },
    })
  })
  test('no engine: told at once to the one who asked', async () => {
    const none = images(() => {
      throw Object.assign(new Error('none'), { code: 'host.absent' })
    }, authFor).handlers
    expect(() => none.pull({ reference: 'a' }, signal)).toThrow('none')
  })
})

describe('through a proxy that breaks things', () => {
  test.each([
    [
      'an end in good order without a word of success',
      { kind: 'answer', status: 200, body: '{"status":"Pulling from x","id":"1"}\n' },
      'image.pull-incomplete',
    ],
    [
      'too many requests, within the stream',
      { kind: 'answer', status: 200, body: '{"errorDetail":{"message":"toomanyrequests: slow down"}}\n' },
      'image.rate-limited',
    ],
    [
      'a full disk, within the stream',
      { kind: 'answer', status: 200, body: '{"errorDetail":{"message":"write /x: no space left on device"},"error":"x"}\n' },
      'engine.no-space',
    ],
    [
      'a platform that is not there',
      {
        kind: 'answer',
        status: 200,
        body: '{"errorDetail":{"message":"no matching manifest for linux/arm64/v8 in the manifest list entries"}}\n',
      },
      'image.no-platform',
    ],
    [
      'a refusal before the stream',
      {
        kind: 'answer',
        status: 404,
        body: '{"message":"pull access denied for a, repository does not exist or may require \'docker login\'"}',
      },
      'image.pull-denied',
    ],
    ['a broken connection', { kind: 'reset', after: 600 }, 'host.lost'],
  ] as const)('%s', async (_, fault, code) => {
    const proxy = await startFaultProxy(sandbox.host)
    const far = await connectTestEngine(proxy.host)
    try {
      proxy.inject(/^POST \/images\/create/, fault)
      const pull = await end('hello-world', images(() => far, authFor).handlers)
      expect(pull).toMatchObject({ state: 'failed', error: { code } })
    } finally {
      far.close()
      await proxy.close()
    }
  })
  test('sliced into single bytes it reads the same', async () => {
    const proxy = await startFaultProxy(sandbox.host)
    const far = await connectTestEngine(proxy.host)
    try {
      proxy.inject(/^POST \/images\/create/, { kind: 'slice', bytes: 1 })
      expect(await end('hello-world', images(() => far, authFor).handlers)).toMatchObject({ state: 'done' })
    } finally {
      far.close()
      await proxy.close()
    }
  })
})

/** A registry that wants a password, in front of the sandbox's and in its namespace, where the engine can reach it. */
const GUARD = `
const { createServer, request } = require('node:http')
const [port, secret] = process.argv.slice(1)
const server = createServer((req, res) => {
  if (req.headers.authorization !== 'Basic ' + Buffer.from(secret).toString('base64'))
    return res.writeHead(401, { 'www-authenticate': 'Basic realm="guard"', 'docker-distribution-api-version': 'registry/2.0' }).end()
  req.pipe(request({ port, path: req.url, method: req.method, headers: req.headers }, (answer) => {
    res.writeHead(answer.statusCode, answer.headers)
    answer.pipe(res)
  }))
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
`

/** Enters the namespaces of a process; part of util-linux. */
const ENTER = 'nsenter'

describe('credentials', () => {
  let guard: ChildProcess
  let host: string
  let home: string
  beforeAll(async () => {
    const args = [
      '--target',
      String(sandbox.initPid),
      '--net',
      process.execPath,
      '-e',
      GUARD,
      sandbox.registry.split(':')[1] ?? '',
      'ann:p:w',
    ]
    guard = spawn(ENTER, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    host = `127.0.0.1:${String(Number(await new Promise<string>((resolve) => guard.stdout?.once('data', (chunk: Buffer) => resolve(String(chunk))))))}`
    home = await mkdtemp(join(tmpdir(), 'gantry-home-'))
    await mkdir(join(home, '.docker'))
  })
  afterAll(async () => {
    guard.kill('SIGKILL')
    await rm(home, { recursive: true })
  })
  const pullWith = async (config: object) => {
    await writeFile(join(home, '.docker', 'config.json'), JSON.stringify(config))
    return end(`${host}/library/hello-world:latest`, images(() => engine, dockerCredentials({ env: {}, home, platform: 'linux' })).handlers)
  }

  test('without them the registry refuses, and we say what to do', async () => {
    expect(await pullWith({})).toMatchObject({
      state: 'failed',
      error: { code: 'image.pull-denied', params: { registry: host, helper: 'none' } },
    })
  })
  test('a helper that is missing is named', async () => {
    expect(await pullWith({ credHelpers: { [host]: 'absent' } })).toMatchObject({
      error: { code: 'image.pull-denied', params: { helper: 'docker-credential-absent is not installed' } },
    })
  })
  test('those of docker login are enough', async () => {
    const pull = await pullWith({ auths: { [host]: { auth: Buffer.from('ann:p:w').toString('base64') } } })
    expect(pull).toMatchObject({ state: 'done', error: null })
    expect(JSON.stringify(pull)).not.toContain('p:w')
    await docker(sandbox.host, 'rmi', `${host}/library/hello-world:latest`)
  })
  test('wrong ones are refused, without repeating them', async () => {
    const pull = await pullWith({ auths: { [host]: { auth: Buffer.from('ann:SECRET').toString('base64') } } })
    expect(pull).toMatchObject({ state: 'failed', error: { code: 'image.pull-denied' } })
    expect(JSON.stringify(pull)).not.toContain('SECRET')
  })
})
