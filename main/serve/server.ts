import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Wire } from '../../shared/rpc/wire.ts'
import { listFiles, type StaticFile } from '../lib/files.ts'
import { securityHeaders } from '../lib/page-policy.ts'
import { refuse } from './guard.ts'
import { handshake } from './handshake.ts'
import { isSameUser } from './peer.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { boundedSocketWire } from './socket.ts'

export type WebServerOptions = {
  /** 0 = any free one. */
  port: number
  /** Folder of the built page; null where something else serves it. */
  assets: string | null
  /** Called with the wire of each page that was let in. */
  onWire(wire: Wire): void
  /** The kernel's word on who is at the other end. */
  isSameUser?: (socket: Socket) => Promise<boolean>
  sessions?: Sessions
}

export type WebServer = {
  readonly authority: string
  /** `http://127.0.0.1:PORT/#CODE`, good for one entry. */
  newLink(): string
  close(): Promise<void>
}

/** Loopback only, and the IPv4 one by number: `localhost` can be made to mean something else. */
const LOOPBACK = '127.0.0.1'
const MAX_CONNECTIONS = 64
const MAX_SOCKETS = 16
/** Bytes of one frame from a page: pasted text and forms, never files. */
const MAX_FRAME = 4 << 20
export const WIRE_PATH = '/wire'

/** The browser form's server: the page's files over HTTP, the contract over one WebSocket a tab. */
export async function startServer(options: WebServerOptions): Promise<WebServer> {
  const files = options.assets === null ? new Map<string, StaticFile>() : await listFiles(options.assets)
  const sessions = options.sessions ?? createSessions()
  const allowed = admission(options.isSameUser ?? isSameUser)
  const http = createServer({ maxHeaderSize: 16 << 10, requestTimeout: 10_000, headersTimeout: 5_000, keepAliveTimeout: 5_000 })
  http.maxConnections = MAX_CONNECTIONS
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME, perMessageDeflate: false, clientTracking: true })
  await listen(http, options.port)
  const authority = `${LOOPBACK}:${String((http.address() as AddressInfo).port)}`
  const headers = securityHeaders(`ws://${authority}`)

  http.on('connection', (socket: Socket) => void allowed(socket))
  http.on('request', (request, response) => {
    void answer(request, response)
  })
  http.on('upgrade', (request, socket, head) => {
    void upgrade(request, socket, head)
  })
  http.on('clientError', (_error, socket) => socket.destroy())

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    const refusal = refuse(request, authority, false) ?? ((await allowed(request.socket)) ? null : 403)
    if (refusal !== null) return void response.writeHead(refusal).end()
    const file = files.get((request.url ?? '').split('?', 1)[0] ?? '')
    const body = await file?.read().catch(() => null)
    if (file === undefined || body === null || body === undefined) return void response.writeHead(404).end()
    response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': body.length, 'Cache-Control': file.cache })
    response.end(request.method === 'HEAD' ? undefined : body)
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy())
    const refusal =
      refuse(request, authority, true) ??
      (request.url === WIRE_PATH ? null : 404) ??
      ((await allowed(request.socket)) ? null : 403) ??
      (sockets.clients.size < MAX_SOCKETS ? null : 503)
    if (refusal !== null) return void socket.end(`HTTP/1.1 ${String(refusal)} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    sockets.handleUpgrade(request, socket, head, (peer) => void welcome(peer, socket))
  }

  async function welcome(peer: WebSocket, connection: Duplex): Promise<void> {
    peer.on('error', () => peer.terminate())
    await handshake(peer, sessions)
    options.onWire(boundedSocketWire(peer, connection))
  }

  return {
    authority,
    newLink: () => `http://${authority}/#${sessions.newCode()}`,
    close: () => closeAll(http, sockets),
  }
}

/** Asks once per connection and remembers the answer: a keep-alive connection keeps its owner. */
function admission(isSame: (socket: Socket) => Promise<boolean>): (socket: Socket) => Promise<boolean> {
  const known = new WeakMap<Socket, Promise<boolean>>()
  return (socket) => {
    const answer = known.get(socket) ?? isSame(socket).catch(() => false)
    known.set(socket, answer)
    return answer
  }
}

function listen(http: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject)
    http.listen({ port, host: LOOPBACK, exclusive: true }, () => {
      http.off('error', reject)
      resolve()
    })
  })
}

async function closeAll(http: Server, sockets: WebSocketServer): Promise<void> {
  for (const peer of sockets.clients) peer.close(1001)
  const closed = new Promise((resolve) => http.close(resolve))
  // A page that is slow to answer the closing handshake does not keep us: it is told by the connection's end.
  setTimeout(() => {
    for (const peer of sockets.clients) peer.terminate()
    http.closeAllConnections()
  }, 300)
  await closed
}
