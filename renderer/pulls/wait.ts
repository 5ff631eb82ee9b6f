import { AppError } from '../../shared/errors.ts'
import { cancelPull, pullFailure, startPull, usePulls } from './store.ts'

const awaited = new Set<string>()

/** Somebody waits for this pull, and says how it ended in the place where it was asked for. */
export const isAwaited = (id: string): boolean => awaited.has(id)

/**
 * Pulls, and waits for the end as the store that every page shares tells it. Rejects with what made it fail, with `rpc.cancelled`
 * when it was cancelled, here or elsewhere, and with `rpc.disconnected` when a backend that was started anew knows nothing of it.
 * @param signal lets go at once, also while the backend is gone, and cancels the pull.
 */
export async function pullAndWait(reference: string, signal: AbortSignal): Promise<void> {
  const { id } = await startPull(reference)
  let off = () => {}
  awaited.add(id)
  try {
    await new Promise<void>((resolve, reject) => {
      let known = false
      const look = () => {
        const mine = usePulls.getState().pulls.find((pull) => pull.id === id)
        // Our answer may have come before the word that lists it.
        if (mine === undefined) return known ? reject(new AppError('rpc.disconnected')) : undefined
        known = true
        if (mine.state === 'running') return
        if (mine.state === 'done') resolve()
        else reject(pullFailure(mine) ?? new AppError('rpc.cancelled'))
      }
      const cancel = () => {
        cancelPull(id).catch(() => undefined) // it ended meanwhile, or nobody is there to be told
        reject(new AppError('rpc.cancelled'))
      }
      off = () => {
        stop()
        signal.removeEventListener('abort', cancel)
      }
      const stop = usePulls.subscribe(look)
      // Cancelled while the backend was only being asked: the event is over.
      if (signal.aborted) cancel()
      else signal.addEventListener('abort', cancel)
      look()
    })
  } finally {
    awaited.delete(id)
    off()
  }
}
