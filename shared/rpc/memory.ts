import type { Frame, Wire } from './wire.ts'

type End = Wire & { deliver(frame: Frame): void; drop(): void }

/** Two ends of a wire in one thread, for tests. Values are cloned and arrive later, as on a real wire. */
export function memoryPair(): [Wire, Wire] {
  const a = end(() => b)
  const b: End = end(() => a)
  return [a, b]
}

function end(peer: () => End): End {
  const frames: ((frame: Frame) => void)[] = []
  const closes: (() => void)[] = []
  let closed = false
  const drop = () => {
    if (closed) return
    closed = true
    for (const listen of closes) listen()
  }
  return {
    send(frame) {
      if (closed) return
      const copy = structuredClone(frame)
      queueMicrotask(() => peer().deliver(copy))
    },
    deliver(frame) {
      if (!closed) for (const listen of frames) listen(frame)
    },
    onFrame: (listen) => void frames.push(listen),
    onClose: (listen) => void closes.push(listen),
    close() {
      drop()
      queueMicrotask(() => peer().drop())
    },
    drop,
  }
}
