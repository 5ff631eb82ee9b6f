import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { connect as dial } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { startServer, type WebServer, WIRE_PATH } from './server.ts'
import { enter, newSession } from './test-wires.ts'

let root: string
let web: WebServer
const onWire = vi.fn()

beforeEach(async () => {
  onWire.mockReset()
  root = await mkdtemp(join(tmpdir(), 'gantry-serve-'))
  await mkdir(join(root, 'page/assets'), { recursive: true })
  await writeFile(join(root, 'secret.js'), 'outside')
  await writeFile(join(root, 'page/index.html'), '<!doctype html>')
  await writeFile(join(root, 'page/assets/index-abc.js'), '1')
  await writeFile(join(root, 'page/assets/index-abc.css'), 'a{}')
  await writeFile(join(root, 'page/assets/index-abc.js.map'), '{}')
  web = await startServer({ port: 0, assets: join(root, 'page'), onWire })
})
afterEach(async () => {
  await web.close()
  await rm(root, { recursive: true })
})

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string }

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const [host, port] = web.authority.split(':')
  return new Promise((resolve, reject) => {
    const sent = request({ host, port, path, method, headers: { host: web.authority, ...headers } }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    sent.once('error', reject).end()
  })
}

/** The status an upgrade is answered with; 101 when it is let through. */
function upgrade(headers: Record<string, string>, path = WIRE_PATH): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${web.authority}${path}`, { headers })
    socket.once('open', () => {
      socket.terminate()
      resolve(101)
    })
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.once('error', reject)
  })
}

const closeCode = async (socket: WebSocket) => ((await once(socket, 'close')) as [number])[0]
async function greet(hello: unknown): Promise<number> {
  const socket = new WebSocket(`ws://${web.authority}${WIRE_PATH}`, { origin: `http://${web.authority}` })
  await once(socket, 'open')
  socket.send(typeof hello === 'string' || Buffer.isBuffer(hello) ? hello : JSON.stringify(hello))
  return await closeCode(socket)
}

describe('T18 the door', () => {
  it('listens on the loopback address and no other', async () => {
    const port = Number(web.authority.split(':')[1])
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal }) => !internal)
    for (const { address } of [...others, { address: '127.0.0.2' }, { address: '::1' }]) {
      const socket = dial({ host: address, port })
      const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException]
      expect(error.code, address).toMatch(/^E(CONNREFUSED|ADDRNOTAVAIL|NETUNREACH|HOSTUNREACH|INVAL)$/)
    }
  })

  it.each(['localhost', 'evil.example', '127.0.0.1', '127.0.0.1:1', '[::1]'])('refuses the host %s', async (host) => {
    expect((await get('/', { host })).status).toBe(421)
    expect(await upgrade({ host, origin: `http://${host}` })).toBe(421)
    expect(onWire).not.toHaveBeenCalled()
  })

  it('refuses every origin but its own, before anything else', async () => {
    for (const origin of [
      'http://evil.example',
      'null',
      `https://${web.authority}`,
      'http://127.0.0.1:1',
      `http://${web.authority}.evil.example`,
      '',
    ]) {
      expect([origin, (await get('/', { origin })).status]).toEqual([origin, 403])
      expect([origin, await upgrade({ origin })]).toEqual([origin, 403])
    }
    expect(await upgrade({})).toBe(403)
    expect(await upgrade({ origin: `http://${web.authority}` })).toBe(101)
    expect(await upgrade({ origin: `http://${web.authority}` }, '/')).toBe(404)
    expect(await upgrade({ origin: `http://${web.authority}` }, `${WIRE_PATH}?token=x`)).toBe(404)
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('refuses %s', async (method) => {
    expect((await get('/', {}, method)).status).toBe(405)
  })

  it('sets no cookie and sends the whole set of headers, with errors too', async () => {
    for (const path of ['/', '/nothing']) {
      const { headers } = await get(path)
      expect(headers['set-cookie']).toBeUndefined()
      expect(headers['access-control-allow-origin']).toBeUndefined()
      const csp = String(headers['content-security-policy'])
      expect(csp).toContain("default-src 'none'; script-src 'self';")
      expect(csp).toContain(`connect-src ws://${web.authority};`)
      expect(csp).toContain("frame-ancestors 'none'")
      expect(csp).toContain("require-trusted-types-for 'script'")
      expect(csp).not.toMatch(/script-src[^;]*(unsafe|data:|blob:|\*)/)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'x-frame-options': 'DENY',
      })
    }
  })
})

describe('the files', () => {
  it('serves the page and its assets with their types and cache rules', async () => {
    expect(await get('/')).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
    })
    expect(await get('/assets/index-abc.js')).toMatchObject({
      status: 200,
      body: '1',
      headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'private, max-age=31536000, immutable' },
    })
    expect((await get('/assets/index-abc.css')).headers['content-type']).toBe('text/css; charset=utf-8')
    expect(await get('/', {}, 'HEAD')).toMatchObject({ status: 200, body: '' })
  })

  it.each([
    '/../secret.js',
    '/..%2fsecret.js',
    '/assets/../../secret.js',
    '/%2e%2e/secret.js',
    '/assets/..\\..\\secret.js',
    '//secret.js',
    '/assets',
    '/assets/',
    '/assets/index-abc.js.map',
    '/index.html/',
    '/%00',
  ])('has nothing at %s', async (path) => {
    expect((await get(path)).status).toBe(404)
  })
})

describe('T19 the token', () => {
  it('is 256 random bits in the fragment, and another for each link', () => {
    const links = Array.from({ length: 100 }, () => web.newLink())
    expect(new Set(links).size).toBe(100)
    for (const link of links) expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#[A-Za-z0-9_-]{43}$/)
  })

  it('opens once, for a session that opens again', async () => {
    const link = web.newLink()
    const session = newSession()
    const first = await enter(link, session)
    await expect.poll(() => onWire).toHaveBeenCalledTimes(1)
    await expect(enter(link)).rejects.toThrow('4401')
    first.terminate()
    await expect(enter(link)).rejects.toThrow('4401')
    // A reload, and one that came before the page learnt that its code was spent.
    ;(await enter(`http://${web.authority}/`, session)).terminate()
    ;(await enter(link, session)).terminate()
    await expect(enter(`http://${web.authority}/`, newSession())).rejects.toThrow('4401')
    expect(onWire).toHaveBeenCalledTimes(3)
  })

  it('takes only a secret for a session', async () => {
    for (const session of ['', 'me', 'A'.repeat(42), `${'A'.repeat(42)}!`]) {
      await expect(enter(web.newLink(), session)).rejects.toThrow('4401')
    }
  })

  it('is the only way in', async () => {
    const wrong = 'A'.repeat(43)
    for (const hello of [
      { code: wrong },
      { code: wrong, session: wrong },
      { code: new URL(web.newLink()).hash.slice(1) },

      { session: wrong },
      { code: '' },
      { code: 5 },
      {},
      [],
      null,
      'x',
      '{',
      Buffer.from('{}'),
      { t: 'open', id: 1, op: 'app.about' },
    ]) {
      expect(await greet(hello)).toBe(4401)
    }
    const spent = new URL(web.newLink()).hash.slice(1)
    expect(await greet({ session: spent }), 'a code is no session').toBe(4401)
    expect(onWire).not.toHaveBeenCalled()
  })
})

describe('T22 the bounds', () => {
  it('closes a connection that does not say who it is', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const socket = new WebSocket(`ws://${web.authority}${WIRE_PATH}`, { origin: `http://${web.authority}` })
    await once(socket, 'open')
    await new Promise((resolve) => setImmediate(resolve))
    vi.advanceTimersByTime(5_001)
    vi.useRealTimers()
    expect(await closeCode(socket)).toBe(1008)
  })

  it('closes on a frame of more than four mebibytes', async () => {
    const socket = await enter(web.newLink())
    socket.send('x'.repeat((4 << 20) + 1))
    expect(await closeCode(socket)).toBe(1009)
  })

  it('holds sixteen pages, not seventeen', async () => {
    const open = []
    for (let n = 0; n < 16; n++) open.push(await enter(web.newLink()))
    expect(await upgrade({ origin: `http://${web.authority}` })).toBe(503)
    open[0]?.terminate()
    await expect.poll(() => upgrade({ origin: `http://${web.authority}` })).toBe(101)
    for (const socket of open) socket.terminate()
  })

  it('closes within two seconds with pages open that do not answer', async () => {
    const deaf = dial({ host: '127.0.0.1', port: Number(web.authority.split(':')[1]) })
    deaf.on('error', () => undefined)
    await once(deaf, 'connect')
    const page = await enter(web.newLink())
    page.on('error', () => undefined)
    page.pause()
    const start = performance.now()
    await web.close()
    expect(performance.now() - start).toBeLessThan(2_000)
    page.terminate()
    deaf.destroy()
  })
})
