import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'

/**
 * The browser form as it is delivered: the build alone, with no package beside it.
 * `npm test` builds first; by hand: `npm run build`.
 */
const BUILD = join(import.meta.dirname, '..', process.env['GANTRY_OUT'] ?? 'out')
const isBuilt = existsSync(join(BUILD, 'main/serve.js'))
const why = isBuilt ? '' : ' (skipped: not built)'
let folder = ''
const script = () => join(folder, 'out/main/serve.js')
const env = () => ({ PATH: process.env['PATH'], HOME: folder, GANTRY_DATA_DIR: join(folder, 'data') })

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gantry-built-'))
  if (isBuilt) for (const room of ['main', 'renderer-web']) cpSync(join(BUILD, room), join(folder, 'out', room), { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const serve = (...args: string[]) =>
  spawnSync(process.execPath, [script(), ...args], { encoding: 'utf8', env: env(), timeout: 20_000, cwd: folder })

async function start(...args: string[]) {
  const child = spawn(process.execPath, [script(), '--no-open', '--host', `unix://${folder}/none.sock`, ...args], {
    env: env(),
    cwd: folder,
  })
  let out = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  await once(child.stdout, 'data')
  return { child, out: () => out, errors: () => errors }
}

describe.skipIf(!isBuilt)(`the built browser form, alone in a folder${why}`, () => {
  it.each([['--prot', '1'], ['x'], ['--port', 'abc']])('answers %s %s with its usage and 2', (...args) => {
    const { status, stdout, stderr } = serve(...args)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain('Usage: npm run serve')
  })

  it('helps', () => {
    expect(serve('--help')).toMatchObject({ status: 0, stderr: '' })
  })

  it('says that a port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { status, stderr, stdout } = serve('--no-open', '--port', String(port))
    other.close()
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain(`Port ${String(port)} is in use`)
  })

  it('prints one line, serves, and ends within two seconds of Ctrl-C although a page is open', async () => {
    const { child, out, errors } = await start()
    const [, origin, code] = /^Gantry is at (http:\/\/127\.0\.0\.1:\d+)\/#([A-Za-z0-9_-]{43})\n$/.exec(out()) ?? []
    expect(origin).toBeDefined()
    expect(await (await fetch(`${origin ?? ''}/`)).text()).toContain('<div id="root">')
    const page = new WebSocket(`${origin?.replace('http', 'ws') ?? ''}/wire`, { origin: origin ?? '' })
    await once(page, 'open')
    page.send(JSON.stringify({ code, session: 'A'.repeat(43) }))
    await once(page, 'message')
    page.send(JSON.stringify({ t: 'open', id: 1, op: 'app.about', input: {} }))
    expect(JSON.parse(String(((await once(page, 'message')) as [Buffer])[0]))).toMatchObject({
      t: 'end',
      id: 1,
      value: { form: 'browser' },
    })
    page.send(JSON.stringify({ t: 'open', id: 2, op: 'world.watch', input: {}, credit: 2 }))
    await once(page, 'message')
    const asked = performance.now()
    child.kill('SIGINT')
    const [exit] = (await once(child, 'exit')) as [number]
    expect([exit, performance.now() - asked < 2_000]).toEqual([0, true])
    expect(out().split('\n')).toHaveLength(2)
    expect(errors(), 'no secret, nothing at all').toBe('')
  })
})
