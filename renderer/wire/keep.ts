import type { Wire } from '../../shared/rpc/wire.ts'
import { type OpenWire, RefusedError } from './opener.ts'

/** Milliseconds before each new try; the last one repeats. */
export const BACK_OFF = [250, 500, 1_000, 2_000, 5_000]

export type Keeper = {
  onOpen(wire: Wire): void
  /** The wire went, or a try to make one failed. */
  onLost(): void
  onRefused(): void
  /** Resolves when there is reason to try once more after all: a new link. */
  newLink(): Promise<void>
  /** Resolves after so many milliseconds, or sooner when there is reason to hope (the tab is shown again). */
  wait(ms: number): Promise<void>
}

/** Keeps a wire to the backend: opens one, and another whenever it is lost, until it is refused; then again with each new link. */
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
      if (error instanceof RefusedError) {
        keeper.onRefused()
        await keeper.newLink()
        tries = 0
        continue
      }
    }
    keeper.onLost()
    await keeper.wait(BACK_OFF[Math.min(tries++, BACK_OFF.length - 1)] ?? 0)
  }
}

/** A link of this same page differs only in its fragment: the browser loads nothing for it. */
export const newFragment = (): Promise<void> =>
  new Promise((resolve) => {
    addEventListener('hashchange', () => resolve(), { once: true })
  })

/** Waits, but not longer than until the page comes to the front again, the network returns or a new link is pasted. */
export function waitOrWake(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onShown)
      removeEventListener('online', done)
      removeEventListener('hashchange', done)
      resolve()
    }
    const onShown = () => {
      if (!document.hidden) done()
    }
    const timer = setTimeout(done, ms)
    document.addEventListener('visibilitychange', onShown)
    addEventListener('online', done)
    addEventListener('hashchange', done)
  })
}
