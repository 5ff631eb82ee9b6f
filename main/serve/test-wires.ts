import { randomBytes } from 'node:crypto'
import { MessageChannel } from 'node:worker_threads'
import { WebSocket } from 'ws'
import { memoryPair } from '../../shared/rpc/memory.ts'
import { type PortLike, portWire } from '../../shared/rpc/port.ts'
import { type SocketLike, socketWire } from '../../shared/rpc/socket.ts'
import type { Frame, Wire } from '../../shared/rpc/wire.ts'
import { startServer, WIRE_PATH } from './server.ts'

/** Two ends of a real wire, for the conformance tests. */
export type WirePair = {
  client: Wire
  server: Wire
  /** Puts anything on the client's end of the wire, unchecked. */
  raw(message: unknown): void
  close(): Promise<void>
}

function memory(): Promise<WirePair> {
  const [client, server] = memoryPair()
  return Promise.resolve({
    client,
    server,
    raw: (message) => client.send(message as Frame),
    close: () => Promise.resolve(client.close()),
  })
}

function port(): Promise<WirePair> {
  const { port1, port2 } = new MessageChannel()
  return Promise.resolve({
    client: portWire(port1 as PortLike),
    server: portWire(port2 as PortLike),
    raw: (message) => port1.postMessage(message),
    close: () => Promise.resolve(port1.close()),
  })
}

/** Through the browser form's own server: guard, handshake and all. */
async function socket(): Promise<WirePair> {
  let arrived: (wire: Wire) => void = () => undefined
  const wire = new Promise<Wire>((resolve) => {
    arrived = resolve
  })
  const web = await startServer({ port: 0, assets: null, onWire: arrived })
  const peer = await enter(web.newLink())
  return {
    client: socketWire(peer as unknown as SocketLike),
    server: await wire,
    raw: (message) => peer.send(typeof message === 'string' ? message : JSON.stringify(message)),
    close: async () => {
      peer.terminate()
      await web.close()
    },
  }
}

/** A secret as the page makes one. */
export const newSession = (): string => randomBytes(32).toString('base64url')

/** A WebSocket that came in as the page does. */
export async function enter(link: string, session = newSession()): Promise<WebSocket> {
  const { host, hash } = new URL(link)
  const peer = new WebSocket(`ws://${host}${WIRE_PATH}`, { origin: `http://${host}` })
  await new Promise((resolve, reject) => {
    peer.once('open', resolve)
    peer.once('error', reject)
  })
  const answered = new Promise((resolve, reject) => {
    peer.once('message', resolve)
    peer.once('close', (code) => reject(new Error(`refused: ${String(code)}`)))
  })
  peer.send(JSON.stringify({ session, code: hash.slice(1) }))
  await answered
  return peer
}

export const wirePairs: [string, () => Promise<WirePair>][] = [
  ['memory', memory],
  ['MessagePort', port],
  ['WebSocket', socket],
]
