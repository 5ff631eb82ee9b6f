/**
 * node replay-server.ts SOCKET ENGINE FILE: answers as the engine does, except for logs: those are the bytes of FILE, so that the
 * daemon's own work is not in what is measured. Logs of the container named `1`: in HTTP chunks of one byte, only the first
 * `SHORT` bytes; of any other: in writes of as many bytes as the last told size.
 */
import { readFileSync } from 'node:fs'
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Writable } from 'node:stream'
import { SHORT } from './replay.ts'

const [socket = '', engine = '', file = ''] = process.argv.slice(2)
const bytes = readFileSync(file)
let size = 64 << 10
/** Bytes of the last answer that were handed over to the system. */
let written = 0
process.on('message', (message: { size?: number }) => {
  if (message.size === undefined) process.send?.({ written })
  else {
    size = message.size
    process.send?.({ size })
  }
})

createServer((incoming, response) => {
  if (/\/containers\/\w+\/logs\?/.test(incoming.url ?? '')) void replay(response)
  else pass(incoming, response)
}).listen(socket, () => process.send?.('ready'))

async function replay(response: ServerResponse): Promise<void> {
  written = 0
  const all = size === 1 ? oneByOne : bytes
  const step = size === 1 ? 64 << 10 : size
  // The engine sends chunks; for those of one byte we write the framing ourselves, or each would be a packet.
  if (size === 1) response.socket?.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
  else response.writeHead(200, { 'content-type': 'application/vnd.docker.raw-stream' })
  const to = size === 1 ? response.socket : response
  for (let at = 0; at < all.length && to !== null && !to.destroyed; at += step) {
    const part = all.subarray(at, at + step)
    if (!to.write(part, () => (written += part.length))) await room(to)
  }
  if (size === 1) response.socket?.end('0\r\n\r\n')
  else response.end()
}

/** There is room for more, or nobody left to want it. */
function room(to: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      to.off('drain', done).off('close', done)
      resolve()
    }
    to.on('drain', done).on('close', done)
  })
}

function pass(incoming: IncomingMessage, response: ServerResponse): void {
  const { method, url, headers } = incoming
  const onward = ask({ socketPath: engine, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    response.flushHeaders()
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  response.on('close', () => onward.destroy())
  incoming.pipe(onward)
}

/** `1 CR LF byte CR LF` for each byte. */
const oneByOne = Buffer.alloc(6 * SHORT)
for (let i = 0; i < SHORT; i++) {
  oneByOne.write('1\r\n', 6 * i)
  oneByOne[6 * i + 3] = bytes[i] ?? 0
  oneByOne.write('\r\n', 6 * i + 4)
}
process.once('disconnect', () => process.exit(0))
