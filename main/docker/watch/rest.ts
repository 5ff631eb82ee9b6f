import { existsSync, type FSWatcher, statSync, watch } from 'node:fs'
import { basename, dirname } from 'node:path'

/** On this machine a try costs 0.1 ms and disturbs nobody; a table must be right 2 s after the first answer, whoever got it. */
const LOCAL_MS = [50, 100, 200, 400, 800, 1_500] as const
const FAR_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const
/** So that a room full of apps does not come back in step. */
const JITTER = 0.2

/** Milliseconds before try number `tries` (0 = the first after a connection that had stood). Without an end: it always reconnects. */
export function backOff(tries: number, local: boolean, random: () => number = Math.random): number {
  if (tries === 0) return 0
  const steps = local ? LOCAL_MS : FAR_MS
  const step = steps[Math.min(tries, steps.length) - 1] ?? 0
  return Math.round(step * (1 + JITTER * (2 * random() - 1)))
}

/** A socket's file as it was before a try. */
export type SocketFile = { path: string; mark: string }

/** Which file stands there: it is another one after a daemon has made it anew. */
export const socketFile = (path: string): SocketFile => ({ path, mark: markOf(path) })

function markOf(path: string): string {
  try {
    const { ino, ctimeMs } = statSync(path)
    return `${ino} ${ctimeMs}`
  } catch {
    return '' // not there, or nothing we may look at
  }
}

/** Waits; less when the signal is aborted, or when something happens to the socket's file: a daemon that comes back makes it anew. */
export function rest(ms: number, socket: SocketFile | null, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const watcher = socket === null ? null : watchFile(socket.path, () => done())
    const timer = setTimeout(() => done(), ms)
    const done = () => {
      clearTimeout(timer)
      watcher?.close()
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done, { once: true })
    // Between the try and the watch it may have come already.
    if (socket !== null && markOf(socket.path) !== socket.mark) done()
  })
}

/** Calls back when `path` may have been made, changed or removed. Watches its folder, or the nearest one above it that exists. */
function watchFile(path: string, changed: () => void): FSWatcher | null {
  let name = path
  let folder = dirname(path)
  while (!existsSync(folder) && dirname(folder) !== folder) {
    name = folder
    folder = dirname(folder)
  }
  try {
    const watcher = watch(folder, { persistent: false }, (_kind, file) => {
      if (file === null || file === basename(name)) changed()
    })
    watcher.on('error', () => watcher.close()) // no more inotify watches: the timer still runs
    return watcher
  } catch {
    return null
  }
}
