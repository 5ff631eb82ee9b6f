import { AppError, appError } from '../../shared/errors.ts'
import type { Place } from './resolve.ts'

/** Starts the sandbox's engine; injected, so that the backend does not know how. */
export type SandboxStarter = {
  start(onProgress: (line: string) => void, signal: AbortSignal): Promise<{ host: string; stop(): Promise<void> }>
}

type Running = { place: Place; stop(): Promise<void> }

/** The sandbox's engine: at most one, started on the user's wish, ended with the app. */
export function createSandbox(starter: SandboxStarter | null) {
  let running: Running | null = null
  let starting: { cancel(): void; over: Promise<unknown> } | null = null

  /** Yields lines of progress and returns the place. A reader that leaves stops the start. */
  async function* start(signal: AbortSignal): AsyncGenerator<string, Place> {
    if (running !== null) return running.place
    if (starter === null || starting !== null) throw appError('sandbox.unavailable')
    const leave = new AbortController()
    const onAbort = () => leave.abort(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    const lines: string[] = []
    let wake: () => void = () => undefined
    const state = { over: false }
    const work = starter
      .start((line) => {
        lines.push(line)
        wake()
      }, leave.signal)
      .then((it) => {
        running = { place: placeOf(it.host), stop: () => it.stop() }
        return running.place
      })
      .finally(() => {
        state.over = true
        starting = null
        wake()
      })
    // Awaited below, unless the reader has left.
    starting = { cancel: () => leave.abort(appError('rpc.cancelled')), over: work.catch(() => undefined) }
    try {
      while (!state.over || lines.length > 0) {
        const line = lines.shift()
        if (line !== undefined) yield line
        else
          await new Promise<void>((resolve) => {
            wake = resolve
          })
      }
      return await work
    } catch (error) {
      throw error instanceof AppError ? error : appError('sandbox.failed', {}, error instanceof Error ? error.message : String(error))
    } finally {
      signal.removeEventListener('abort', onAbort)
      if (!state.over) leave.abort(appError('rpc.cancelled'))
    }
  }

  return {
    start,
    places: (): Place[] => (running === null ? [] : [running.place]),
    /** Also of one that is being started. */
    async stop() {
      starting?.cancel()
      await starting?.over
      const it = running
      running = null
      await it?.stop()
    },
  }
}

const placeOf = (address: string): Place => ({
  host: { id: 'sandbox', name: 'sandbox', address, source: 'sandbox' },
  preferred: false,
  tls: null,
  explicit: true,
})
