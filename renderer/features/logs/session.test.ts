import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Notice } from '../../../shared/log-batch.ts'
import { BatchBuilder } from '../../../shared/log-batch-builder.ts'
import { LogSession } from './session.ts'

/** A stream that gives what the test puts in. */
class Feed {
  #items: Uint8Array[] = []
  #wake: () => void = () => undefined
  put(batch: Uint8Array): void {
    this.#items.push(batch)
    this.#wake()
  }
  async *read() {
    for (;;) {
      for (let item = this.#items.shift(); item !== undefined; item = this.#items.shift()) yield item
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }
}

const feeds: Feed[] = []
vi.mock('../../api.ts', () => ({
  onApi: (listen: (api: unknown) => void) => {
    const follow = () => {
      const feed = new Feed()
      feeds.push(feed)
      return feed.read()
    }
    listen({ logs: { follow } })
    return () => undefined
  },
}))

/** Lines `from … to - 1`, each stamped with its number. */
function lines(from: number, to: number, ...notices: [kind: (typeof Notice)[keyof typeof Notice], detail: string][]): Uint8Array {
  const builder = new BatchBuilder()
  for (let i = from; i < to; i++) {
    const text = new TextEncoder().encode(`row ${String(i)}`)
    builder.add(0, false, 1000 + i, 0, text, 0, text.length)
  }
  for (const [kind, detail] of notices) builder.notice(0, kind, detail, 1000 + to, 0)
  return builder.take()
}

describe('a log that is read anew', () => {
  let session: LogSession
  const swaps: number[] = []
  const feed = (index: number): Feed => feeds[index] ?? expect.fail('not read anew')
  beforeEach(async () => {
    vi.useFakeTimers()
    feeds.length = 0
    swaps.length = 0
    session = new LogSession([{ id: 'a', name: 'a' }], { lines: 50_000, bytes: 1 << 26 }, 1000)
    session.onChange((swapped) => swapped && swaps.push(session.store.lines))
    feed(0).put(lines(4000, 5000, [Notice.caughtUp, '']))
    await vi.advanceTimersByTimeAsync(0)
    session.loadOlder()
  })
  afterEach(() => {
    session.close()
    vi.useRealTimers()
  })

  it('takes the place of the one shown only when it has come as far, however slow the engine is', async () => {
    feed(1).put(lines(0, 300, [Notice.caughtUp, '']))
    await vi.advanceTimersByTimeAsync(500)
    expect([session.store.lines, swaps]).toEqual([1000, []])
    feed(1).put(lines(300, 5000))
    await vi.advanceTimersByTimeAsync(0)
    expect([session.store.lines, swaps]).toEqual([5000, [5000]])
  })

  it('that has become shorter is shown after a while', async () => {
    feed(1).put(lines(4000, 4100, [Notice.caughtUp, '']))
    await vi.advanceTimersByTimeAsync(3000)
    expect(swaps).toEqual([100])
  })

  it('from an engine that does not answer replaces nothing, and says so', async () => {
    feed(1).put(lines(0, 0, [Notice.interrupted, 'refused']))
    await vi.advanceTimersByTimeAsync(3000)
    expect([session.store.lines, session.status[0]?.state, session.loadingOlder]).toEqual([1000, 'interrupted', false])
    feed(1).put(lines(0, 5000))
    await vi.advanceTimersByTimeAsync(0)
    expect(swaps).toEqual([5000])
  })
})
