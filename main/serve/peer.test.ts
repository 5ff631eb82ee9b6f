import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { uidInTable } from './peer.ts'
import { startServer, WIRE_PATH } from './server.ts'

const run = promisify(execFile)
const NOBODY = 65_534

/** Asks for the page and for the wire, with the right host and origin, from a process of another user. */
const VISITOR = `
  const [, url, origin] = process.argv
  const http = require('node:http')
  const ask = (path, headers) => new Promise((done) => {
    const r = http.get(url + path, { headers: { origin, ...headers } }, (a) => { a.resume(); done(a.statusCode) })
    r.on('upgrade', (a, s) => { s.destroy(); done(101) })
    r.on('error', (e) => done(e.code))
  })
  ;(async () => {
    const up = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==' }
    console.log(JSON.stringify([process.getuid(), await ask('/', {}), await ask('${WIRE_PATH}', up)]))
  })()
`

const isRoot = process.platform === 'linux' && process.getuid?.() === 0
const why = isRoot ? '' : ' (skipped: becoming another user needs root on Linux)'

describe('T20 the user at the other end', () => {
  it.skipIf(!isRoot)(`lets our own user in and another user not, whatever they know${why}`, async () => {
    const assets = fileURLToPath(new URL('../../renderer', import.meta.url))
    const web = await startServer({ port: 0, assets, onWire: () => undefined })
    try {
      const url = `http://${web.authority}`
      const visit = async (uid: number) => {
        const { stdout } = await run(process.execPath, ['-e', VISITOR, url, url], { uid, gid: uid, cwd: '/' })
        return JSON.parse(stdout) as unknown[]
      }
      expect(await visit(0)).toEqual([0, 200, 101])
      expect(await visit(NOBODY)).toEqual([NOBODY, 403, 403])
    } finally {
      await web.close()
    }
  })

  const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n'
  const v4 = `${head}   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1\n  11: 0100007F:D431 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1000        0 2 1\n  12: 0100007F:1F90 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 3 1\n`
  const v6 = `${head}   0: 0000000000000000FFFF00000100007F:D431 0000000000000000FFFF00000100007F:1F90 01 00000000:00000000 00:00000000 00000000  1001        0 4 1\n`
  const ends = { peerAddress: '127.0.0.1', peerPort: 54_321, ownAddress: '127.0.0.1', ownPort: 8_080 }

  it('reads the owner of the peer’s end, not of ours', () => {
    expect(uidInTable(v4, ends, 4)).toBe(1000)
    expect(uidInTable(v4, { ...ends, peerPort: 8_080, ownPort: 54_321 }, 4)).toBe(0)
    expect(uidInTable(v6, ends, 6)).toBe(1001)
    expect(uidInTable(v6, { ...ends, peerAddress: '::ffff:127.0.0.1' }, 6)).toBe(1001)
  })

  it('knows nothing where there is no such line', () => {
    expect(uidInTable('', ends, 4)).toBeNull()
    expect(uidInTable(head, ends, 4)).toBeNull()
    expect(uidInTable(v4, { ...ends, peerPort: 1 }, 4)).toBeNull()
    expect(uidInTable(v4, { ...ends, peerAddress: 'fe80::1' }, 4)).toBeNull()
    expect(uidInTable(v4.slice(0, 190), ends, 4)).toBeNull()
  })
})
