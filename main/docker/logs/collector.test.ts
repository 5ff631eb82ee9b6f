import { describe, expect, it } from 'vitest'
import { readBatch, SOURCE_SHIFT } from '../../../shared/log-batch.ts'
import { BatchBuilder, ENOUGH } from '../../../shared/log-batch-builder.ts'
import { Collector } from './collector.ts'

const NOTHING = new Uint8Array(0)

/** A source that has caught up and goes on. */
class Source {
  readonly queue = new BatchBuilder()
  quiet = true
  full = false
  ended = false
  readonly #index: number

  constructor(index: number) {
    this.#index = index
  }

  say(sec: number, bytes = 0): void {
    this.queue.add(this.#index, false, sec, 0, bytes === 0 ? NOTHING : new Uint8Array(bytes), 0, bytes)
  }
}

/** What a batch holds, as source and second of each line. */
function lines(batch: Uint8Array | null): [number, number][] {
  if (batch === null) return []
  const { count, sec, place } = readBatch(batch)
  return Array.from({ length: count }, (_, i) => [(place[i] ?? 0) >>> SOURCE_SHIFT, sec[i] ?? 0])
}

function collecting(sources: readonly Source[]) {
  const collector = new Collector()
  for (const source of sources) collector.add(source, 0)
  return collector
}

describe('of one log', () => {
  it('lines go together, eight milliseconds after the first of them was seen', () => {
    const source = new Source(0)
    const collector = collecting([source])
    expect(collector.next(100)).toEqual({ batch: null, wait: null })
    source.say(1)
    expect(collector.next(101)).toEqual({ batch: null, wait: 8 })
    source.say(2)
    expect(collector.next(105)).toEqual({ batch: null, wait: 4 })
    source.say(3)
    const { batch, wait } = collector.next(109)
    expect([lines(batch), wait]).toEqual([[1, 2, 3].map((sec) => [0, sec]), null])
    expect(collector.next(109)).toEqual({ batch: null, wait: null })
    // The next batch waits from its own first line on.
    source.say(4)
    expect(collector.next(200)).toEqual({ batch: null, wait: 8 })
  })

  it('a batch that is large enough goes at once', () => {
    const source = new Source(0)
    const collector = collecting([source])
    source.say(1, ENOUGH)
    expect(lines(collector.next(0).batch)).toEqual([[0, 1]])
  })

  it('as does the last one of a log that has ended', () => {
    const source = new Source(0)
    const collector = collecting([source])
    source.say(1)
    source.ended = true
    expect(lines(collector.next(0).batch)).toEqual([[0, 1]])
  })
})

describe('of several logs', () => {
  it('lines go in the order of their stamps, once none can be earlier', () => {
    const [one, two] = [new Source(0), new Source(1)]
    const collector = collecting([one, two])
    one.say(1)
    one.say(3)
    two.say(2)
    const first = collector.next(0)
    expect(first.batch).toBeNull()
    // The third might still be behind one of the other log: it waits for the merge's own time, not only for company.
    expect(lines(collector.next(8).batch)).toEqual([
      [0, 1],
      [1, 2],
    ])
    const { batch, wait } = collector.next(8)
    expect(batch).toBeNull()
    expect(wait).toBeGreaterThan(8)
    collector.next(8 + (wait ?? 0))
    expect(lines(collector.next(8 + (wait ?? 0) + 8).batch)).toEqual([[0, 3]])
  })

  it('what the first has queued stands in order with the lines of one that joins', () => {
    const [one, two] = [new Source(0), new Source(1)]
    const collector = collecting([one])
    one.say(1)
    one.say(3)
    collector.next(0)
    collector.add(two, 1)
    two.say(2)
    for (const source of [one, two]) source.ended = true
    const got: [number, number][] = []
    for (let now = 1; now < 10_000; now += 50) got.push(...lines(collector.next(now).batch))
    expect(got).toEqual([
      [0, 1],
      [1, 2],
      [0, 3],
    ])
  })

  it('no batch is much larger than 256 KiB, and nothing is lost', () => {
    const sources = [new Source(0), new Source(1)]
    const collector = collecting(sources)
    for (let sec = 0; sec < 1000; sec++) sources[sec % 2]?.say(sec, 1000)
    for (const source of sources) source.ended = true
    const got: [number, number][] = []
    for (let now = 0; now < 10_000; now += 50) {
      const { batch } = collector.next(now)
      expect(batch?.length ?? 0).toBeLessThan(257 * 1024)
      got.push(...lines(batch))
    }
    expect(got.map(([, sec]) => sec)).toEqual(Array.from({ length: 1000 }, (_, sec) => sec))
  })
})
