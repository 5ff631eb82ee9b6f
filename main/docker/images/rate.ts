/** Milliseconds the rate looks back: long enough to be calm, short enough to follow a change. */
const WINDOW = 5_000
const SPACING = 200

/** A sliding-window rate of a growing count of bytes. */
export function rateMeter(): { add(now: number, bytes: number): void; rate(now: number): number | null } {
  const samples: { at: number; bytes: number }[] = []
  return {
    add(now, bytes) {
      const last = samples.at(-1)
      // A retried layer starts over: the count falls, and what was measured before no longer fits.
      if (last !== undefined && bytes < last.bytes) samples.length = 0
      if (last !== undefined && samples.length > 1 && now - (samples.at(-2)?.at ?? 0) < SPACING) samples.pop()
      samples.push({ at: now, bytes })
      while (samples.length > 2 && now - (samples[1]?.at ?? now) > WINDOW) samples.shift()
    },
    /** Bytes a second; null until half a second was seen. Falls to 0 while nothing comes. */
    rate(now) {
      const first = samples[0]
      const last = samples.at(-1)
      if (first === undefined || last === undefined || now - first.at < 500) return null
      if (now - last.at > WINDOW) return 0
      return (last.bytes - first.bytes) / ((now - first.at) / 1000)
    },
  }
}
