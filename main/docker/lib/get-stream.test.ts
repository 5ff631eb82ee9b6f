import http from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { ChunkedDecoder } from './chunked.ts'
import type { Dial } from './dial.ts'
import { getStream } from './get-stream.ts'
import { toAppError } from './to-app-error.ts'

const chunked = (parts: Uint8Array[], extension = ''): Buffer =>
  Buffer.concat([
    ...parts.filter((p) => p.length > 0).flatMap((p) => [Buffer.from(`${p.length.toString(16)}${extension}\r\n`), p, Buffer.from('\r\n')]),
    Buffer.from('0\r\nTrailer: x\r\n\r\n'),
  ])

function slices(bytes: Uint8Array, cuts: number[]): Buffer[] {
  const at = [0, ...cuts.map((c) => c % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return at.slice(1).map((end, i) => Buffer.from(bytes.slice(at[i], end)))
}

describe('ChunkedDecoder', () => {
  it('gives the bytes of any chunks, sliced anyhow', () => {
    const part = fc.uint8Array({ maxLength: 300 })
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), fc.array(fc.nat(6000)), fc.constantFrom('', ';a=b', ' '), (parts, cuts, extension) => {
        const decoder = new ChunkedDecoder()
        const got = slices(chunked(parts, extension), cuts).map((slice) => Buffer.from(decoder.decode(slice)))
        expect(Buffer.concat(got).equals(Buffer.concat(parts))).toBe(true)
        expect(decoder.ended).toBe(true)
      }),
    )
  })

  it('refuses what is no chunk, and a size that no number holds', () => {
    for (const text of ['hello', '\r\n', 'fffffffffffffffff\r\n', `1;${'x'.repeat(9000)}\r\n`, '1\r\nab\r\n'])
      expect(() => new ChunkedDecoder().decode(Buffer.from(text))).toThrow(expect.objectContaining({ code: 'HPE_INVALID_CHUNK_SIZE' }))
  })
})

/** A server that answers every connection's request with these bytes, piece by piece. */
async function serving(answer: (socket: Socket) => void): Promise<Dial> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => answer(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => server.close())
  const agent = new http.Agent()
  return {
    target: { host: '127.0.0.1', port: (server.address() as AddressInfo).port, protocol: 'http' },
    agents: { calls: agent, streams: agent },
    socketFile: null,
    local: true,
    close: () => undefined,
  }
}
const closers: (() => unknown)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})
const never = new AbortController().signal
const text = async (dial: Dial) => Buffer.concat(await (await getStream(dial, '/x', never)).toArray()).toString()
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => toAppError(error).code,
  )

describe('getStream', () => {
  it.each([
    ['chunked', 'HTTP/1.1 200 OK\r\ntransfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'],
    ['with a length', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloand more'],
    ['until the end', 'HTTP/1.0 200 OK\r\n\r\nhello'],
    ['after a continue', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello'],
  ])('reads a body %s, byte by byte', async (_how, answer) => {
    const dial = await serving((socket) => {
      socket.setNoDelay()
      const bytes = [...answer]
      const next = () => {
        const byte = bytes.shift()
        if (byte === undefined) socket.end()
        else socket.write(byte, () => setImmediate(next))
      }
      next()
    })
    expect(await text(dial)).toBe('hello')
  })

  it.each([
    ['in its headers', 'HTTP/1.1 200 OK\r\nContent-'],
    ['before its length', 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello'],
    ['in a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nhello'],
    ['between two chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'],
  ])('tells an answer that is cut %s from a whole one', async (_where, answer) => {
    expect(await codeOf(text(await serving((socket) => socket.end(answer))))).toBe('host.lost')
  })

  it('fails with the engine’s words for a status', async () => {
    const body = JSON.stringify({ message: 'No such container: x' })
    const dial = await serving((socket) => socket.end(`HTTP/1.1 404 Not Found\r\nContent-Length: ${body.length}\r\n\r\n${body}`))
    await expect(getStream(dial, '/x', never).catch((error: unknown) => Promise.reject(toAppError(error)))).rejects.toMatchObject({
      code: 'engine.not-found',
      detail: 'No such container: x',
    })
  })

  it('refuses what is no HTTP', async () => {
    const dial = await serving((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n\r\n'))
    await expect(getStream(dial, '/x', never)).rejects.toThrow('no HTTP: SSH-2.0')
  })

  it('ends with its signal, before the answer and after, and closes the connection', async () => {
    for (const head of ['', 'HTTP/1.1 200 OK\r\n\r\n']) {
      const abort = new AbortController()
      let closed: () => void = () => undefined
      const gone = new Promise<void>((resolve) => {
        closed = resolve
      })
      const dial = await serving((socket) => {
        socket.on('close', closed)
        if (head !== '') socket.write(head)
        else abort.abort(new Error('enough'))
      })
      const opening = getStream(dial, '/x', abort.signal)
      if (head === '') await expect(opening).rejects.toThrow('enough')
      else (await opening).destroy()
      await gone
    }
  })

  it('reads no faster than it is read', async () => {
    let sent = 0
    const dial = await serving((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      const more = () => {
        while (sent < 64 << 20) {
          sent += 1 << 20
          if (!socket.write(Buffer.alloc(1 << 20))) return void socket.once('drain', more)
        }
        socket.end()
      }
      more()
    })
    const body = await getStream(dial, '/x', never)
    await new Promise((resolve) => body.once('readable', resolve))
    await expect.poll(() => body.readableLength).toBeGreaterThanOrEqual(128 * 1024)
    const before = sent
    expect(before).toBeLessThan(32 << 20)
    let size = 0
    for await (const part of body as AsyncIterable<Buffer>) size += part.length
    expect(size).toBe(64 << 20)
  })
})
