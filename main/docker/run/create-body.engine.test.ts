import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RunSpec } from '../../../shared/contract/run.ts'
import { dockerRunWords } from '../../../shared/docker-run.ts'
import { type CreateBody, createBody } from './create-body.ts'
import { testSpec } from './test-spec.ts'

/** A socket that records what the real docker CLI would send, and refuses it. */
let server: Server
let dir: string
let recorded: CreateBody | null = null

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'gantry-cli-'))
  server = createServer((request, response) => {
    void (async () => {
      const body = await text(request)
      response.setHeader('Api-Version', '1.41')
      response.setHeader('Ostype', 'linux')
      if (request.url?.includes('/containers/create') === true) {
        recorded = JSON.parse(body) as CreateBody
        response.statusCode = 409
        return response.end('{"message":"recorded"}')
      }
      response.end('OK')
    })()
  })
  await new Promise<void>((resolve) => server.listen(join(dir, 'd.sock'), resolve))
})
afterAll(() => {
  server.close()
  rmSync(dir, { recursive: true })
})

/** The CLI sends null or nothing for empty, and variables and binds in an order of its own: the engine takes both for the same. */
function recordedBody(): Partial<CreateBody> {
  const { Env, ExposedPorts, HostConfig, ...rest } = recorded as unknown as CreateBody
  const { AutoRemove, Binds, PortBindings, RestartPolicy } = HostConfig
  const empty = <T>(value: T | null | undefined, none: T): T => value ?? none
  return {
    ...rest,
    Env: empty(Env, []).toSorted(),
    ExposedPorts: empty(ExposedPorts, {}),
    HostConfig: { AutoRemove, Binds: empty(Binds, []).toSorted(), PortBindings: empty(PortBindings, {}), RestartPolicy },
  }
}

const sorted = (body: CreateBody): CreateBody => ({
  ...body,
  Env: body.Env.toSorted(),
  HostConfig: { ...body.HostConfig, Binds: body.HostConfig.Binds.toSorted() },
})

function runCli(words: string[]): Promise<void> {
  const env = { PATH: process.env['PATH'], HOME: dir, DOCKER_HOST: `unix://${join(dir, 'd.sock')}` }
  return new Promise((resolve, reject) => {
    // `create` takes the flags of `run` but -d and wants no terminal of its own; the body is the same.
    const child = execFile('docker', words, { env, timeout: 20_000 }, (error) => {
      if (error !== null && (error as NodeJS.ErrnoException).code === 'ENOENT') reject(new Error('no docker command'))
      else resolve()
    })
    child.stdin?.end()
  })
}

const word = fc.stringMatching(/^[a-zA-Z0-9 ='"$.:/-]{1,12}$/)
const name = fc.stringMatching(/^[A-Z_]{1,8}$/)
const spec: fc.Arbitrary<RunSpec> = fc.record({
  image: fc.constantFrom('ubuntu', 'shop/api:2.4.1', '127.0.0.1:5000/team/tool:1.9'),
  name: fc.constantFrom('', 'my-name_1'),
  command: fc.array(word, { maxLength: 3 }).filter((words) => words[0]?.startsWith('-') !== true),
  entrypoint: fc.constantFrom([], ['/bin/sh'], ['/bin/sh', '-c']),
  interactive: fc.constant(false),
  detached: fc.boolean(),
  remove: fc.boolean(),
  ports: fc.uniqueArray(
    fc.record({
      ip: fc.constantFrom('', '127.0.0.1', '::1'),
      host: fc.option(fc.integer({ min: 1, max: 65535 })),
      container: fc.integer({ min: 1, max: 65535 }),
      protocol: fc.constantFrom('tcp' as const, 'udp' as const),
    }),
    { maxLength: 3, selector: (p) => p.container },
  ),
  mounts: fc.uniqueArray(
    fc.record({ source: fc.constantFrom('/tmp/a b', 'pgdata'), target: fc.constantFrom('/x', '/y/z', '/w'), readOnly: fc.boolean() }),
    { maxLength: 2, selector: (m) => m.target },
  ),
  env: fc.uniqueArray(fc.record({ name, value: fc.stringMatching(/^[ -~]{0,10}$/) }), { maxLength: 3, selector: (e) => e.name }),
  restart: fc.constantFrom('no' as const, 'on-failure' as const, 'always' as const, 'unless-stopped' as const),
  maxRetries: fc.integer({ min: 0, max: 5 }),
})

test('the real docker CLI makes the same create body of the line we show', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      spec.map((s) => (s.restart === 'no' ? s : { ...s, remove: false })),
      async (s) => {
        expect(RunSpec.safeParse(s).success).toBe(true)
        recorded = null
        await runCli(dockerRunWords(s).slice(1))
        expect(recordedBody()).toMatchObject(sorted(createBody(s)))
      },
    ),
    { numRuns: 25 },
  )
})

test('-it asks for a terminal and open input', async () => {
  const line = createBody(testSpec({ image: 'ubuntu', command: ['bash'], interactive: true, detached: false }))
  recorded = null
  await runCli(['create', '-it', 'ubuntu', 'bash'])
  expect(recordedBody()).toMatchObject(line)
})
