import { api } from '../../api.ts'
import { useLink } from '../../world/link.ts'

/** With the 3 s that an answer is waited for, a silent engine is told within 5 s (R1). A question costs the engine a fraction of a millisecond. */
const EVERY_MS = 1_000
/** After this without a key or a movement nobody is taken to be looking, and the engine is left in peace. */
const IDLE_MS = 60_000

/**
 * A stopped daemon keeps its connections: that it is gone shows only when it is asked. This has it asked while somebody uses the
 * window and when they come back to it, and never while they do not. Returns how to stop.
 */
export function watchAttention(): () => void {
  let lastInput = 0
  let lastCheck = 0
  const check = () => {
    const now = Date.now()
    // Half of it: a timer that fires a millisecond early must not cost a whole turn.
    if (document.hidden || now - lastCheck < EVERY_MS / 2 || useLink.getState().state !== 'open') return
    lastCheck = now
    api()
      .hosts.check({})
      .catch(() => undefined) // what it finds comes as a patch
  }
  const onInput = () => {
    lastInput = Date.now()
    check()
  }
  const events = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'focus', 'visibilitychange'] as const
  for (const name of events) addEventListener(name, onInput, { passive: true, capture: true })
  const timer = setInterval(() => {
    if (Date.now() - lastInput < IDLE_MS) check()
  }, EVERY_MS)
  return () => {
    clearInterval(timer)
    for (const name of events) removeEventListener(name, onInput, { capture: true })
  }
}
