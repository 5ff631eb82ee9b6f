import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { readBatch } from '../../../shared/log-batch.ts'
import { Collector } from './collector.ts'
import { Intake } from './intake.ts'
import { Span } from './span.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

/** A source whose pieces are one line each. */
function sourceOf(index: number) {
  const intake = new Intake(index, new Span(null, null), null)
  const say = (sec: number) => intake.read(Buffer.from('x'), (piece) => intake.take(false, sec, 0, piece, 0, 1, 0))
  return { queue: intake.queue, quiet: true, full: false, ended: false, say }
}

it('of two logs one of which is silent, every line goes as soon as the first, whatever waits already', () => {
  const [one, two] = [sourceOf(0), sourceOf(1)]
  const collector = new Collector()
  for (const source of [one, two]) collector.add(source, performance.now())
  const spoken: number[] = []
  const shown: number[] = []
  let look: number | null = null
  for (let now = 0; now < 400; now++) {
    // Twenty lines, five milliseconds apart. As `Follow` does: it looks when it is rung for, and when it was to look again.
    const rung = now % 5 === 0 && now < 100 && one.say(spoken.push(now))
    if (rung || (look !== null && now >= look)) {
      const { batch, wait } = collector.next(performance.now())
      if (batch !== null) for (const _ of readBatch(batch).sec.subarray(0, readBatch(batch).count)) shown.push(now)
      look = batch !== null ? now : wait === null ? null : now + wait
    }
    vi.advanceTimersByTime(1)
  }
  expect(shown).toHaveLength(20)
  // The 40 ms of the merge, and at most the eight of a batch that gathers.
  expect(Math.max(...shown.map((at, index) => at - (spoken[index] as number)))).toBeLessThanOrEqual(40 + 8 + 2)
})

it('those who wait are rung for by the first line, and then by the one that makes a batch large enough to go', () => {
  const { say, queue } = sourceOf(0)
  const collector = new Collector()
  collector.add({ queue, quiet: true, full: false, ended: false }, 0)
  const rung: number[] = []
  let sec = 0
  for (; collector.next(0).batch === null; sec++) if (say(sec)) rung.push(sec)
  expect(rung).toEqual([0, sec - 1])
})
