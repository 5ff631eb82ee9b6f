/** An ordinary start or stop is four events, each read at once. */
const BURST = 8
/** Beyond a burst: twenty reads a second show any flood as smoothly as one can look. */
const REFILL_MS = 50
/**
 * A network is joined on every start and left on every end, moments before or after the container's own event tells all there is
 * to tell. Such an event is looked at this much later, with what is known by then.
 */
export const LATER_MS = 100

/** When a change that happens now is to be read: at once while changes are few, in steps once they come in floods. */
export function createPace(now: () => number): { due(): number; spend(): void } {
  let tokens = BURST
  let at = now()
  const refill = () => {
    const gained = Math.floor((now() - at) / REFILL_MS)
    if (gained <= 0) return
    tokens = Math.min(BURST, tokens + gained)
    at = tokens === BURST ? now() : at + gained * REFILL_MS
  }
  return {
    due() {
      refill()
      return tokens > 0 ? now() : at + REFILL_MS
    },
    spend() {
      refill()
      tokens = Math.max(0, tokens - 1)
    },
  }
}
