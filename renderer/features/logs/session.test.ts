import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Notice } from '../../../shared/log-batch.ts'
import { BatchBuilder } from '../../../shared/log-batch-builder.ts'
import { followed, LogSession } from './session.ts'
import { KeptLines, type KeptPart } from './store/kept.ts'
import type { LogTarget } from './target.ts'

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
/** The ids that were asked for, by reading; and who joined as which source. */
const asked: string[][] = []
const arrived: (string | undefined)[][] = []
const joined: [id: string, source: number][] = []
let connect: () => void = () => undefined
vi.mock('../../api.ts', () => ({
  onApi: (listen: (api: unknown) => void) => {
    const follow = ({ sources }: { sources: { id: string; as?: string }[] }) => {
      const feed = new Feed()
      feeds.push(feed)
      asked.push(sources.map(({ id }) => id))
      arrived.push(sources.map(({ as }) => as))
      return feed.read()
    }
    const join = ({ id, source }: { id: string; source: number }) => {
      joined.push([id, source])
      return Promise.resolve(true)
    }
    connect = () => listen({ logs: { follow, join } })
    connect()
    return () => undefined
  },
}))

const feed = (index: number): Feed => feeds[index] ?? expect.fail('not read anew')
const LIMITS = { lines: 50_000, bytes: 1 << 26 }

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
  beforeEach(async () => {
    vi.useFakeTimers()
    feeds.length = 0
    swaps.length = 0
    session = new LogSession([{ id: 'a', name: 'a' }], LIMITS, 1000)
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

describe('lines of a container that is gone', () => {
  const utf8 = { to: new TextEncoder(), from: new TextDecoder() }
  const put = (builder: BatchBuilder, source: number, sec: number, text: string) => {
    const bytes = utf8.to.encode(text)
    builder.add(source, false, sec, 0, bytes, 0, bytes.length)
  }
  /** `name text`, or the kind of a notice. */
  const shown = ({ store, targets }: LogSession) =>
    Array.from({ length: store.end - store.first }, (_, i) => {
      const { source, notice, text } = store.line(store.first + i)
      return `${targets[source]?.name ?? '?'} ${notice === 0 ? utf8.from.decode(text) : String(notice)}`
    })
  const ALL = ['gone 1', 'here 2', 'gone 3', `gone ${String(Notice.removed)}`, 'here 4']

  /** A view of two, one of which was removed. */
  async function view(): Promise<LogSession> {
    for (const list of [feeds, asked, joined]) list.length = 0
    const session = new LogSession(
      [
        { id: 'a', name: 'gone' },
        { id: 'b', name: 'here' },
      ],
      LIMITS,
      1000,
    )
    const builder = new BatchBuilder()
    for (const [source, sec] of [
      [0, 1],
      [1, 2],
      [0, 3],
    ] as const)
      put(builder, source, sec, String(sec))
    builder.notice(0, Notice.removed, '', 3, 0)
    put(builder, 1, 4, '4')
    builder.notice(1, Notice.caughtUp, '', 4, 0)
    feed(0).put(builder.take())
    await vi.waitFor(() => expect(shown(session)).toEqual(ALL), 20_000)
    return session
  }
  const here = (...secs: number[]): Uint8Array => {
    const builder = new BatchBuilder()
    for (const sec of secs) put(builder, 0, sec, String(sec))
    builder.notice(0, Notice.caughtUp, '', 4, 0)
    return builder.take()
  }

  it('stay among those of the others when the view is connected again, and it is not asked for', async () => {
    const session = await view()
    connect()
    expect(asked[1]).toEqual(['b'])
    feed(1).put(here(2, 4))
    await vi.waitFor(() => expect(shown(session)).toEqual(ALL), 20_000)
    await vi.waitFor(() => expect(session.status.map(({ state }) => state)).toEqual(['removed', 'live']), 20_000)
    // Who joins is numbered as the engine's side counts, and lines of it are its own.
    session.join({ target: { id: 'c', name: 'new' }, as: 'joined', tail: 'all' })
    expect(joined).toEqual([['c', 1]])
    const builder = new BatchBuilder()
    put(builder, 1, 5, '5')
    feed(1).put(builder.take())
    await vi.waitFor(() => expect(shown(session)).toEqual([...ALL, 'new 5']), 20_000)
    // Read anew, it is said again how it came.
    connect()
    expect([asked.at(-1), arrived.at(-1)]).toEqual([
      ['b', 'c'],
      [undefined, 'joined'],
    ])
    session.close()
  })

  it('stay also where nobody else is left, and outlive a view that shows none of them', async () => {
    const kept = new KeptLines<LogTarget>(LIMITS)
    for (const list of [feeds, asked]) list.length = 0
    const begin = (part: () => KeptPart) => new LogSession([{ id: 'a', name: 'gone' }], LIMITS, 1000, followed(), { kept, part })
    const first = begin(() => ({}))
    const builder = new BatchBuilder()
    for (const sec of [1, 2, 3]) put(builder, 0, sec, String(sec))
    builder.notice(0, Notice.removed, '', 3, 0)
    feed(0).put(builder.take())
    const whole = ['gone 1', 'gone 2', 'gone 3', `gone ${String(Notice.removed)}`]
    await vi.waitFor(() => expect(shown(first)).toEqual(whole), 20_000)
    first.close()
    const narrow = begin(() => ({ has: (sec) => sec > 100 }))
    await vi.waitFor(() => expect(feeds).toHaveLength(2), 20_000)
    expect([shown(narrow), asked[1]]).toEqual([[], []])
    narrow.close()
    const newest = begin(() => ({ newest: 2 }))
    await vi.waitFor(() => expect(shown(newest)).toEqual(whole.slice(1)), 20_000)
    newest.close()
    const again = begin(() => ({}))
    await vi.waitFor(() => expect(shown(again)).toEqual(whole), 20_000)
    again.close()
  })
})
