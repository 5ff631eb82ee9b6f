import type { Cast } from '../../../shared/asciicast.ts'

/** What is drawn, and when: seconds since the beginning, pauses already shortened. */
export type Frame = { at: number; kind: 'o' | 'r'; data: string }
export type Timeline = { frames: readonly Frame[]; duration: number }

/** @param limit seconds a pause may last at most; null leaves them as they were */
export function timelineOf(cast: Cast, limit: number | null): Timeline {
  const frames: Frame[] = []
  let before = 0
  let now = 0
  const pass = (at: number) => {
    const pause = at - before
    now += limit === null ? pause : Math.min(pause, limit)
    before = at
  }
  for (const { at, kind, data } of cast.events) {
    // Keys are not drawn; but whoever types is not idle.
    pass(at)
    if (kind !== 'i') frames.push({ at: now, kind, data })
  }
  pass(cast.duration)
  return { frames, duration: now }
}

/** How many frames have been drawn when it is `time`. */
export function framesUntil({ frames }: Timeline, time: number): number {
  let [low, high] = [0, frames.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((frames[middle]?.at ?? 0) <= time) low = middle + 1
    else high = middle
  }
  return low
}

/** The same moment in another timeline of the same recording: as long after the same frame. */
export function sameMoment(from: Timeline, to: Timeline, time: number): number {
  const drawn = framesUntil(from, time)
  const since = time - (from.frames[drawn - 1]?.at ?? 0)
  return Math.min((to.frames[drawn - 1]?.at ?? 0) + since, to.frames[drawn]?.at ?? to.duration)
}

/** `0:07`, `12:30`, `1:02:03`. */
export function clockText(seconds: number): string {
  const whole = Math.floor(seconds)
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (part: number) => String(part).padStart(2, '0')
  return h > 0 ? `${String(h)}:${two(m)}:${two(s)}` : `${String(m)}:${two(s)}`
}
