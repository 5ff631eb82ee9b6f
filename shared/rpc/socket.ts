import { createClosing } from './closing.ts'
import { asFrame, type Frame, isId, type Wire } from './wire.ts'

type SocketEvent = { data?: unknown }

/** What the browser's WebSocket and `ws` share. */
export type SocketLike = {
  binaryType: string
  readonly readyState: number
  send(data: string | Uint8Array<ArrayBuffer>): void
  close(code?: number): void
  addEventListener(event: 'message' | 'close', listener: (event: SocketEvent) => void): void
}

const OPEN = 1
/** Of the range for applications (RFC 6455, 7.4.2): a page may not send the protocol's own 1008. */
const BAD_FRAME = 4400

/** A binary frame: kind u8, id u32 big-endian, the bytes. */
const HEADER = 5
const KINDS = ['item', 'end'] as const

/** A wire over an open WebSocket: JSON text frames; an item or a result that is bytes goes as one binary frame. */
export function socketWire(socket: SocketLike): Wire {
  socket.binaryType = 'arraybuffer'
  const closing = createClosing()
  const close = (code?: number) => {
    closing.close()
    socket.close(code)
  }
  socket.addEventListener('close', closing.close)
  return {
    send(frame) {
      if (closing.closed || socket.readyState !== OPEN) return
      if ((frame.t === 'item' || frame.t === 'end') && frame.value instanceof Uint8Array) {
        socket.send(packBytes(frame.t, frame.id, frame.value))
      } else socket.send(JSON.stringify(frame))
    },
    onFrame(listen) {
      socket.addEventListener('message', ({ data }) => {
        if (closing.closed) return
        const frame = typeof data === 'string' ? parse(data) : unpackBytes(data)
        if (frame === null) close(BAD_FRAME)
        else listen(frame)
      })
    },
    onClose: closing.onClose,
    close: () => close(),
  }
}

function packBytes(kind: (typeof KINDS)[number], id: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(HEADER + bytes.byteLength)
  out[0] = KINDS.indexOf(kind)
  new DataView(out.buffer).setUint32(1, id)
  out.set(bytes, HEADER)
  return out
}

function unpackBytes(data: unknown): Frame | null {
  if (!(data instanceof ArrayBuffer) || data.byteLength < HEADER) return null
  const view = new DataView(data)
  const t = KINDS[view.getUint8(0)]
  const id = view.getUint32(1)
  return t === undefined || !isId(id) ? null : { t, id, value: new Uint8Array(data, HEADER) }
}

function parse(text: string): Frame | null {
  try {
    return asFrame(JSON.parse(text))
  } catch {
    return null
  }
}
