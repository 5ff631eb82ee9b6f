import { createClosing } from './closing.ts'
import { asFrame, type Frame, type Wire } from './wire.ts'

type End = Wire & { deliver(frame: Frame): void; drop(): void }

/** Two ends of a wire in one thread, for tests. Values arrive later and as copies, with what JSON cannot carry lost as on the strictest wire. */
export function memoryPair(): [Wire, Wire] {
  const a = end(() => b)
  const b: End = end(() => a)
  return [a, b]
}

function end(peer: () => End): End {
  const listeners: ((frame: Frame) => void)[] = []
  const closing = createClosing()
  const close = () => {
    if (closing.closed) return
    closing.close()
    queueMicrotask(() => peer().drop())
  }
  return {
    send(frame) {
      if (closing.closed) return
      const sent = copy(frame)
      queueMicrotask(() => peer().deliver(sent))
    },
    deliver(frame) {
      if (closing.closed) return
      if (asFrame(frame) === null) close()
      else for (const listen of listeners) listen(frame)
    },
    onFrame: (listen) => void listeners.push(listen),
    onClose: closing.onClose,
    close,
    drop: closing.close,
  }
}

function copy(frame: Frame): Frame {
  if (typeof frame !== 'object') return frame // a test puts rubbish on the wire
  if ('value' in frame && frame.value instanceof Uint8Array) return { ...frame, value: new Uint8Array(frame.value) }
  return JSON.parse(JSON.stringify(frame)) as Frame
}
