import { setMaxListeners } from 'node:events'

/** `AbortSignal.any`, but its listeners go when they are no longer needed: one of the signals lives as long as the engine. */
export function linkSignals(signals: readonly AbortSignal[]): { signal: AbortSignal; unlink: () => void } {
  const link = new AbortController()
  const undo: (() => void)[] = []
  for (const signal of signals) {
    // One operation may have many requests under way, of all containers in sight, say.
    setMaxListeners(0, signal)
    const pass = () => link.abort(signal.reason)
    if (signal.aborted) pass()
    signal.addEventListener('abort', pass, { once: true })
    undo.push(() => signal.removeEventListener('abort', pass))
  }
  return {
    signal: link.signal,
    unlink() {
      for (const remove of undo) remove()
    },
  }
}

/** A controller whose signal many requests listen to at once; Node would warn of a leak from the eleventh. */
export function sharedController(): AbortController {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  return controller
}
