import type { WebSocket } from 'ws'
import { type SocketLike, socketWire } from '../../shared/rpc/socket.ts'
import type { Wire } from '../../shared/rpc/wire.ts'

/** Bytes waiting for one page. Credit keeps an honest page far below; one that pays without reading is cut off (T22). */
export const MAX_BUFFERED = 64 << 20
/** A page that does not answer a ping within this time has gone without a word (sleep, lost interface). */
const PING_EVERY = 20_000

/** The wire of one page's WebSocket: closed when the page stops reading or stops living. */
export function boundedSocketWire(peer: WebSocket): Wire {
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

  const wire = socketWire(peer as unknown as SocketLike)
  return {
    ...wire,
    send(frame) {
      wire.send(frame)
      if (peer.bufferedAmount > MAX_BUFFERED) peer.terminate()
    },
  }
}
