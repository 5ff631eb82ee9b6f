import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { docker, socketOf, testHost, uniqueName } from './engine.ts'
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts'

type Answer = {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
  readonly problem: string | undefined
  readonly pieces: number
}

let proxy: FaultProxy
const target = (host = proxy.host): { socketPath: string } | { host: string; port: number } => {
  const tcp = /^tcp:\/\/(.*):(\d+)$/.exec(host)
  return tcp === null ? { socketPath: socketOf(host) } : { host: tcp[1] ?? '', port: Number(tcp[2]) }
}

/** A whole exchange, with everything that was received before it went wrong. */
const get = (path: string, host?: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const req = request({ ...target(host), path, agent: false }, (response) => {
      const chunks: Buffer[] = []
      let problem: string | undefined
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', (error: NodeJS.ErrnoException) => {
        problem = error.code
      })
      response.on('close', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
          problem,
          pieces: chunks.length,
        }),
      )
    })
    req.once('error', reject)
    req.end()
  })

const within = (ms: number, promise: Promise<unknown>): Promise<unknown> =>
  Promise.race([promise, new Promise((resolve) => setTimeout(() => resolve('silent'), ms))])

beforeAll(async () => {
  proxy = await startFaultProxy(testHost())
})
afterAll(() => proxy.close())
afterEach(async () => {
  proxy.cut()
  await expect.poll(() => proxy.open).toBe(0)
  proxy.repair()
  proxy.forget()
})

describe('the fault proxy', () => {
  it('changes nothing unless told to, and counts by path', async () => {
    const direct = await get('/v1.41/images/json', testHost())
    const through = await get('/v1.41/images/json')
    expect(through.body.equals(direct.body)).toBe(true)
    expect(through.headers['api-version']).toBe(direct.headers['api-version'])
    await get('/_ping')
    expect(proxy.requests).toEqual([
      { method: 'GET', path: '/images/json' },
      { method: 'GET', path: '/_ping' },
    ])
    expect(proxy.count(/^GET \/images/)).toBe(1)
    expect(proxy.count(/^POST/)).toBe(0)
    await expect.poll(() => proxy.open).toBe(0)
  })

  it('carries bodies, streams and upgraded connections of the docker command', async () => {
    const name = uniqueName('proxy')
    await docker(proxy.host, 'run', '-d', '--name', name, 'alpine:3.20', 'sleep', 'infinity')
    expect(await docker(proxy.host, 'exec', name, 'sh', '-c', 'seq 20000 | tail -1')).toBe('20000\n')
    await docker(proxy.host, 'rm', '-f', name)
    expect(proxy.count(/^POST \/exec\/[^/]+\/start/)).toBe(1)
    await expect.poll(() => proxy.open).toBe(0)
  })

  it('hangs, and lets nothing reach the daemon', async () => {
    proxy.inject(/_ping/, { kind: 'hang' }, 1)
    expect(await within(200, get('/_ping'))).toBe('silent')
    expect(((await within(2000, get('/_ping'))) as Answer).status).toBe(200)
    proxy.cut()
  })

  it('hangs after the headers', async () => {
    proxy.inject(/version/, { kind: 'hang-after-headers' })
    const headers = new Promise<number>((resolve) => {
      request({ ...target(), path: '/version', agent: false }, (response) => {
        response.on('error', () => undefined).once('data', () => resolve(-1))
        setTimeout(() => resolve(response.statusCode ?? 0), 200)
      }).end()
    })
    expect(await headers).toBe(200)
    proxy.cut()
  })

  it('delays', async () => {
    proxy.inject(/_ping/, { kind: 'latency', ms: 150 })
    const start = performance.now()
    expect((await get('/_ping')).status).toBe(200)
    expect(performance.now() - start).toBeGreaterThanOrEqual(149)
  })

  it('slices without changing a byte', async () => {
    const whole = await get('/v1.41/images/json')
    proxy.inject(/images/, { kind: 'slice', bytes: 7 })
    const sliced = await get('/v1.41/images/json')
    expect(sliced.body.equals(whole.body)).toBe(true)
    expect(sliced.pieces).toBeGreaterThan(whole.pieces * 5)
  })

  it('breaks after n bytes', async () => {
    proxy.inject(/version/, { kind: 'reset', after: 40 })
    const broken = await get('/version')
    expect(broken.problem).toBe('ECONNRESET')
    expect(broken.body.length).toBe(40)
  })

  it('breaks with a real reset on TCP', async () => {
    const tcp = await startFaultProxy(testHost(), { tcp: true })
    tcp.inject(/version/, { kind: 'reset', after: 0 })
    const port = Number(/\d+$/.exec(tcp.host)?.[0])
    const code = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write('GET /version HTTP/1.1\r\nHost: x\r\n\r\n'))
      socket.on('data', () => undefined)
      socket.once('end', () => resolve('end')).once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    })
    expect(code).toBe('ECONNRESET')
    await tcp.close()
  })

  it('leaves out the last chunk', async () => {
    const whole = await get('/v1.41/info')
    proxy.inject(/info/, { kind: 'cut' })
    const cut = await get('/v1.41/info')
    expect(whole.headers['transfer-encoding']).toBe('chunked')
    expect(cut.problem).toBe('ECONNRESET')
    // All of it but its end; the engine tells another time and other counts each time.
    const idOf = ({ body }: Answer) => (JSON.parse(body.toString()) as { ID: string }).ID
    expect(idOf(cut)).toBe(idOf(whole))
  })

  it('turns one bit', async () => {
    const whole = (await get('/version')).body
    proxy.inject(/version/, { kind: 'flip', at: 10 })
    const bad = (await get('/version')).body
    expect([...bad].filter((byte, index) => byte !== whole[index])).toHaveLength(1)
    expect(bad[10]).toBe((whole[10] ?? 0) ^ 1)
  })

  it('rewrites the version', async () => {
    proxy.inject(/./, { kind: 'version', api: '1.24', min: '1.12' })
    const answer = await get('/version')
    expect(answer.headers['api-version']).toBe('1.24')
    expect(JSON.parse(answer.body.toString())).toMatchObject({ ApiVersion: '1.24', MinAPIVersion: '1.12' })
    expect((await get('/_ping')).headers['api-version']).toBe('1.24')
  })

  it('answers by itself', async () => {
    proxy.inject(/containers/, { kind: 'answer', status: 500, body: '{"message":"out of luck"}' })
    expect(await get('/v1.41/containers/json')).toMatchObject({ status: 500, body: Buffer.from('{"message":"out of luck"}') })
  })

  it('drops and doubles events', async () => {
    proxy.inject(/events/, { kind: 'drop-event', match: (event) => event.Action === 'create' })
    proxy.inject(/events/, { kind: 'double-event', match: (event) => event.Action === 'destroy' })
    const since = (Date.now() / 1000).toFixed(3)
    const id = (await docker(testHost(), 'create', 'alpine:3.20', 'true')).trim()
    await docker(testHost(), 'rm', id)
    const filters = encodeURIComponent(JSON.stringify({ container: [id] }))
    const answer = await get(`/v1.41/events?since=${since}&until=${(Date.now() / 1000 + 0.2).toFixed(3)}&filters=${filters}`)
    const actions = answer.body
      .toString()
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { Action: string }).Action)
    expect(actions).toEqual(['destroy', 'destroy'])
    expect(answer.problem).toBeUndefined()
  })

  it('gives up the daemon when its reader does', async () => {
    const stream = request({ ...target(), path: '/events', agent: false }, (response) => response.on('error', () => undefined))
    stream.on('error', () => undefined).end()
    await expect.poll(() => proxy.open).toBe(1)
    stream.destroy()
    await expect.poll(() => proxy.open).toBe(0)
  })

  it('goes away, leaves a dead socket, and comes back', async () => {
    await proxy.down('absent')
    await expect(get('/_ping')).rejects.toMatchObject({ code: 'ENOENT' })
    await proxy.up()
    expect((await get('/_ping')).status).toBe(200)
    await proxy.down('refused')
    await expect(get('/_ping')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await proxy.up()
    expect((await get('/_ping')).status).toBe(200)
  })

  it('cuts what is open', async () => {
    const ended = new Promise((resolve) => {
      const stream = request({ ...target(), path: '/events', agent: false }, (response) => {
        response.once('error', (error: NodeJS.ErrnoException) => resolve(error.code)).resume()
        proxy.cut()
      })
      stream.end()
    })
    expect(await ended).toBe('ECONNRESET')
  })
})
