/**
 * node bare-server.ts FOLDER HOST: serves the bench's page and passes bytes on, with nothing of the app in it.
 *   /pipe/SOCKET?PATH   the answer to GET PATH on a unix socket, to the page
 *   /shell/CONTAINER    a shell of that container, both ways, held back by nothing
 */
import { readFile } from 'node:fs/promises'
import { createServer, get } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { type WebSocket, WebSocketServer } from 'ws'
import { socketOf } from '../rig/engine.ts'
import { post } from './containers.ts'

const [folder = '', host = ''] = process.argv.slice(2)
/** Sent and not taken by the page: above it the pipe waits. */
const MAX_BUFFERED = 4 << 20
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }

const server = createServer((request, response) => {
  const path = normalize(decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/'))
  readFile(join(folder, path)).then(
    (body) => response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(body),
    () => response.writeHead(404).end(),
  )
})

new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (page: WebSocket, request) => {
  const [path = '', ...query] = (request.url ?? '').split('?')
  const [, kind, rest = ''] = path.split('/')
  page.once('message', () => void (kind === 'pipe' ? pipe(page, decodeURIComponent(rest), query.join('?')) : shell(page, rest)))
})

/** Each chunk as it comes, as fast as the page takes it. */
async function pipe(page: WebSocket, socketPath: string, path: string): Promise<void> {
  const response = await new Promise<AsyncIterable<Buffer>>((resolve, reject) => {
    get({ socketPath, path }, resolve).on('error', reject)
  })
  for await (const chunk of response) {
    const sent = new Promise<void>((resolve) => page.send(chunk, () => resolve()))
    if (page.bufferedAmount > MAX_BUFFERED) await sent
  }
  page.close()
}

async function shell(page: WebSocket, container: string): Promise<void> {
  const wanted = { AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: true, Cmd: ['/bin/sh'], Env: ['TERM=xterm-256color'] }
  const { Id } = JSON.parse(await post(host, 'POST', `/containers/${container}/exec`, wanted)) as { Id: string }
  const start = '{"Detach":false,"Tty":true}'
  const socket = connect(socketOf(host), () =>
    socket.write(
      `POST /v1.41/exec/${Id}/start HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${String(start.length)}\r\n\r\n${start}`,
    ),
  )
  let head = ''
  socket.on('data', (bytes: Buffer) => {
    if (head.endsWith('\r\n\r\n')) return page.send(bytes)
    head += bytes.toString('latin1')
    const end = head.indexOf('\r\n\r\n') + 4
    if (end < 4) return
    const first = Buffer.from(head.slice(end), 'latin1')
    head = head.slice(0, end)
    if (first.length > 0) page.send(first)
  })
  page.on('message', (data: Buffer) => socket.write(data))
  page.once('close', () => socket.destroy())
  socket.on('error', () => page.close())
  socket.once('close', () => page.close())
}

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.once('disconnect', () => process.exit(0))
