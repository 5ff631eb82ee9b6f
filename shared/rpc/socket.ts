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
  /** Both as one message, without putting them together first; they are not changed later. Absent where only `send` is. */
  sendTogether?(head: Uint8Array<ArrayBuffer>, body: Uint8Array<ArrayBuffer>): void
}

const OPEN = 1
/** Of the range for applications (RFC 6455, 7.4.2): a page may not send the protocol's own 1008. */
const BAD_FRAME = 4400

/** A binary frame: kind u8, three zeros, id u32 big-endian, the bytes: columns of words in them need no copy to be aligned. */
const HEADER = 8
const ID_AT = 4
/** Put together with its header at less cost than it is sent apart from it. */
const SMALL = 4096
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
      if ((frame.t === 'item' || frame.t === 'end') && frame.value instanceof Uint8Array) sendBytes(socket, frame.t, frame.id, frame.value)
      else socket.send(JSON.stringify(frame))
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

function sendBytes(socket: SocketLike, kind: (typeof KINDS)[number], id: number, bytes: Uint8Array): void {
  const together = bytes.byteLength > SMALL && socket.sendTogether !== undefined
  const out = new Uint8Array(HEADER + (together ? 0 : bytes.byteLength))
  out[0] = KINDS.indexOf(kind)
  new DataView(out.buffer).setUint32(ID_AT, id)
  if (together) socket.sendTogether?.(out, bytes as Uint8Array<ArrayBuffer>)
  else {
    out.set(bytes, HEADER)
    socket.send(out)
  }
}

function unpackBytes(data: unknown): Frame | null {
  if (!(data instanceof ArrayBuffer) || data.byteLength < HEADER) return null
  const view = new DataView(data)
  const t = KINDS[view.getUint8(0)]
  const id = view.getUint32(ID_AT)
  return t === undefined || !isId(id) ? null : { t, id, value: new Uint8Array(data, HEADER) }
}

function parse(text: string): Frame | null {
  try {
    return asFrame(JSON.parse(text))
  } catch {
    return null
  }
}
