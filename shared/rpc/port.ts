import { createClosing } from './closing.ts'
import { asFrame, type Frame, type Wire } from './wire.ts'

type Listener = (event: unknown) => void

/** What a DOM MessagePort, Electron's MessagePortMain and Node's MessagePort share. */
export type PortLike = {
  postMessage(message: unknown): void
  close(): void
  start?(): void
  on?(event: string, listener: Listener): unknown
  addEventListener?(event: string, listener: Listener): void
}

/**
 * A wire over a MessagePort.
 * Bytes go by clone: Electron's MessagePortMain transfers only ports, a transferred buffer loses the message.
 */
export function portWire(port: PortLike): Wire {
  const closing = createClosing()
  const on = (event: string, listener: Listener) => {
    if (port.on === undefined) port.addEventListener?.(event, listener)
    else port.on(event, listener)
  }
  const close = () => {
    if (closing.closed) return
    // The DOM tells only the other side of a port that it was closed.
    closing.close()
    port.close()
  }
  on('close', closing.close)
  return {
    send(frame) {
      if (!closing.closed) port.postMessage(trim(frame))
    },
    onFrame(listen) {
      on('message', (event) => {
        if (closing.closed) return
        const frame = asFrame(isEvent(event) ? event.data : event) // Node hands over the bare value, the others an event
        if (frame === null) close()
        else listen(frame)
      })
      port.start?.()
    },
    onClose: closing.onClose,
    close,
  }
}

/** A clone of a view takes the whole buffer behind it along: for one of Node's pooled Buffers, the bytes of strangers too. */
function trim(frame: Frame): Frame {
  if (!('value' in frame) || !(frame.value instanceof Uint8Array)) return frame
  const { value } = frame
  return value.byteLength === value.buffer.byteLength ? frame : { ...frame, value: new Uint8Array(value) }
}

function isEvent(value: unknown): value is { data: unknown } {
  return typeof value === 'object' && value !== null && 'data' in value && !('t' in value)
}
