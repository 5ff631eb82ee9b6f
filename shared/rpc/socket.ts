import { asFrame, type Frame, type Wire } from './wire.ts'

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
const HEADER = 4
/** RFC 6455, 7.4.1: a message that violates the receiver's policy. */
const POLICY_VIOLATION = 1008

/** A wire over a WebSocket: JSON text frames; an item that is bytes goes as one binary frame, `id: u32 BE` and the bytes. */
export function socketWire(socket: SocketLike): Wire {
  socket.binaryType = 'arraybuffer'
  return {
    send(frame) {
      if (socket.readyState !== OPEN) return
      if (frame.t === 'item' && frame.value instanceof Uint8Array) socket.send(packBytes(frame.id, frame.value))
      else socket.send(JSON.stringify(frame))
    },
    onFrame(listen) {
      socket.addEventListener('message', ({ data }) => {
        const frame = typeof data === 'string' ? parse(data) : unpackBytes(data)
        if (frame === null) socket.close(POLICY_VIOLATION)
        else listen(frame)
      })
    },
    onClose: (listen) => socket.addEventListener('close', listen),
    close: () => socket.close(),
  }
}

function packBytes(id: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(HEADER + bytes.byteLength)
  new DataView(out.buffer).setUint32(0, id)
  out.set(bytes, HEADER)
  return out
}

function unpackBytes(data: unknown): Frame | null {
  if (!(data instanceof ArrayBuffer) || data.byteLength < HEADER) return null
  return { t: 'item', id: new DataView(data).getUint32(0), value: new Uint8Array(data, HEADER) }
}

function parse(text: string): Frame | null {
  try {
    return asFrame(JSON.parse(text))
  } catch {
    return null
  }
}
