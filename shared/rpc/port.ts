import { asFrame, type Wire } from './wire.ts'

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
  let closed = false
  const closes: (() => void)[] = []
  const on = (event: string, listener: Listener) => {
    if (port.on === undefined) port.addEventListener?.(event, listener)
    else port.on(event, listener)
  }
  const drop = () => {
    if (closed) return
    closed = true
    for (const listen of closes) listen()
  }
  on('close', drop)
  return {
    send(frame) {
      if (!closed) port.postMessage(frame)
    },
    onFrame(listen) {
      on('message', (event) => {
        const data = isEvent(event) ? event.data : event // Node hands over the bare value, the others an event
        const frame = asFrame(data)
        if (frame === null) port.close()
        else if (!closed) listen(frame)
      })
      port.start?.()
    },
    onClose: (listen) => void closes.push(listen),
    close() {
      drop()
      port.close()
    },
  }
}

function isEvent(value: unknown): value is { data: unknown } {
  return typeof value === 'object' && value !== null && 'data' in value && !('t' in value)
}
