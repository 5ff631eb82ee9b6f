/** The closing of a wire, told once to each who asks, before or after it happens. */
export type Closing = {
  readonly closed: boolean
  close(): void
  onClose(listener: () => void): void
}

export function createClosing(): Closing {
  let closed = false
  let listeners: (() => void)[] = []
  return {
    get closed() {
      return closed
    },
    close() {
      closed = true
      const told = listeners
      listeners = []
      for (const listen of told) listen()
    },
    onClose(listen) {
      if (closed) queueMicrotask(listen)
      else listeners.push(listen)
    },
  }
}
