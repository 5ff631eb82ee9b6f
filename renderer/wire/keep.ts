import type { Wire } from '../../shared/rpc/wire.ts'
import { type OpenWire, RefusedError } from './opener.ts'

/** Milliseconds before each new try; the last one repeats. */
export const BACK_OFF = [250, 500, 1_000, 2_000, 5_000]

export type Keeper = {
  onOpen(wire: Wire): void
  /** The wire went, or a try to make one failed. */
  onLost(): void
  onRefused(): void
  /** Resolves after so many milliseconds, or sooner when there is reason to hope (the tab is shown again). */
  wait(ms: number): Promise<void>
}

/** Keeps a wire to the backend: opens one, and another whenever it is lost, until it is refused. */
export async function keepWire(open: OpenWire, keeper: Keeper): Promise<void> {
  let tries = 0
  for (;;) {
    try {
      const wire = await open()
      tries = 0
      const lost = new Promise<void>((resolve) => wire.onClose(resolve))
      keeper.onOpen(wire)
      await lost
    } catch (error) {
      if (error instanceof RefusedError) return keeper.onRefused()
    }
    keeper.onLost()
    await keeper.wait(BACK_OFF[Math.min(tries++, BACK_OFF.length - 1)] ?? 0)
  }
}

/** Waits, but not longer than until the page comes to the front again or the network returns. */
export function waitOrWake(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onShown)
      removeEventListener('online', done)
      resolve()
    }
    const onShown = () => {
      if (!document.hidden) done()
    }
    const timer = setTimeout(done, ms)
    document.addEventListener('visibilitychange', onShown)
    addEventListener('online', done)
  })
}
