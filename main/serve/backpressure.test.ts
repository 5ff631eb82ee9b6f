import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { z } from '../../shared/contract/zod.ts'
import { connect } from '../../shared/rpc/connect.ts'
import { type Handlers, stream } from '../../shared/rpc/define.ts'
import { serve } from '../../shared/rpc/serve.ts'
import { type SocketLike, socketWire } from '../../shared/rpc/socket.ts'
import { startServer, type WebServer } from './server.ts'
import { MAX_BUFFERED } from './socket.ts'
import { enter } from './test-wires.ts'

const CHUNK = 64 << 10
const WINDOW = 8
const contract = { t: { flood: stream(z.object({}), z.custom<Uint8Array>(), WINDOW) } }

let produced = 0
let finished = 0
const handlers: Handlers<typeof contract> = {
  t: {
    async *flood() {
      try {
        for (;;) {
          produced++
          yield await Promise.resolve(new Uint8Array(CHUNK))
        }
      } finally {
        finished++
      }
    },
  },
}

let web: WebServer
let page: WebSocket
beforeEach(async () => {
  produced = 0
  finished = 0
  web = await startServer({ port: 0, assets: null, onWire: (wire) => serve(contract, handlers, wire) })
  page = await enter(web.newLink())
})
afterEach(async () => {
  page.terminate()
  await web.close()
})

describe('a fast producer and a slow page', () => {
  it('stand still together: what waits is the window, not the flood', async () => {
    const before = process.memoryUsage()
    const reader = connect(contract, socketWire(page as unknown as SocketLike))
      .t.flood({})
      [Symbol.asyncIterator]()
    for (let n = 0; n < 3; n++) await reader.next()
    await new Promise((resolve) => setTimeout(resolve, 300)) // a flood without a bound would be 100 MB by now
    expect(produced).toBeLessThanOrEqual(3 + WINDOW)
    const grown = process.memoryUsage().arrayBuffers - before.arrayBuffers
    expect(grown, 'bytes').toBeLessThan(8 * WINDOW * CHUNK)
    await reader.return?.()
    await expect.poll(() => finished).toBe(1)
  })

  it('end when the page pays without reading', { timeout: 20_000 }, async () => {
    page.on('error', () => undefined)
    const gone = once(page, 'close')
    page.send(JSON.stringify({ t: 'open', id: 1, op: 't.flood', input: {}, credit: WINDOW }))
    await once(page, 'message')
    page.pause()
    // Enough credit for three times what the server keeps for one page.
    const frames = (3 * MAX_BUFFERED) / (WINDOW * CHUNK)
    for (let n = 0; n < frames && finished === 0; n++) {
      page.send(JSON.stringify({ t: 'credit', id: 1, n: WINDOW }))
      await new Promise((resolve) => setImmediate(resolve))
    }
    await vi.waitFor(() => expect(finished).toBe(1), { timeout: 20_000 })
    expect(produced * CHUNK).toBeLessThan(2 * MAX_BUFFERED)
    page.resume()
    await gone
  })
})
