import { AppError } from '../shared/errors.ts'
import { type Api, onApi } from './api.ts'

const RETRY_MS = 1_000

export type Followed<T> = {
  open(client: Api, signal: AbortSignal): AsyncIterable<T>
  /** `isFirst`: the first word after the stream was opened (anew). */
  take(value: T, isFirst: boolean): void
  /** The stream broke off; it is opened again. */
  lost?(): void
}

/** Mirrors an endless stream of main's over this wire and each later one; one that breaks off for another reason is opened again. */
export function followStream<T>({ open, take, lost }: Followed<T>): () => void {
  let stop = new AbortController()
  /** False when the wire itself is gone: the next one has a run of its own. */
  const once = async (client: Api, signal: AbortSignal): Promise<boolean> => {
    try {
      let isFirst = true
      for await (const value of open(client, signal)) {
        take(value, isFirst)
        isFirst = false
      }
    } catch (error) {
      if (error instanceof AppError) return error.code !== 'rpc.disconnected'
      reportError(error) // a fault of ours; main's own are in its log
    }
    return true
  }
  const stopped = (signal: AbortSignal): boolean => signal.aborted
  const run = async (client: Api, signal: AbortSignal) => {
    for (let again = true; again; ) {
      again = await once(client, signal)
      if (stopped(signal)) return
      lost?.()
      if (again) await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
      if (stopped(signal)) return
    }
  }
  const off = onApi((client) => {
    stop.abort()
    stop = new AbortController()
    void run(client, stop.signal)
  })
  return () => {
    off()
    stop.abort()
  }
}
