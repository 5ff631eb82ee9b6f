import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { type SocketLike, socketWire } from '../../shared/rpc/socket.ts'
import type { Wire } from '../../shared/rpc/wire.ts'

/** Bytes waiting for one page. Credit keeps an honest page far below; one that pays without reading is cut off (T22). */
export const MAX_BUFFERED = 64 << 20
/** A page that does not answer a ping within this time has gone without a word (sleep, lost interface). */
const PING_EVERY = 20_000

/** The wire of one page's WebSocket, on that connection: closed when the page stops reading or stops living. */
export function boundedSocketWire(peer: WebSocket, connection: Duplex): Wire {
  let alive = true
  peer.on('pong', () => {
    alive = true
  })
  const pulse = setInterval(() => {
    if (!alive) return peer.terminate()
    alive = false
    peer.ping()
  }, PING_EVERY)
  pulse.unref()
  peer.once('close', () => clearInterval(pulse))

  const wire = socketWire(Object.assign(peer as unknown as SocketLike, { sendTogether: together(peer, connection) }))
  return {
    ...wire,
    send(frame) {
      wire.send(frame)
      if (peer.bufferedAmount > MAX_BUFFERED) peer.terminate()
    },
  }
}

/** As two fragments of one message (RFC 6455, 5.4), handed to the system in one call: batches are large, and a copy costs more than a header. */
function together(peer: WebSocket, connection: Duplex): NonNullable<SocketLike['sendTogether']> {
  return (head, body) => {
    connection.cork()
    peer.send(head, { binary: true, fin: false })
    peer.send(body, { binary: true, fin: true })
    connection.uncork()
  }
}
