import { getEventListeners, setMaxListeners } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type WirePair, wirePairs } from '../../main/serve/test-wires.ts'
import { z } from '../contract/zod.ts'
import { connect } from './connect.ts'
import { call, type Handlers, stream } from './define.ts'
import { AppError } from './error.ts'
import { serve } from './serve.ts'

const WINDOW = 4
const Any = z.unknown()
const contract = {
  t: {
    echo: call(Any, Any),
    count: call(z.object({ n: z.number().int() }), z.number()),
    throws: call(z.object({ how: z.enum(['app', 'plain', 'odd']) }), Any),
    hang: call(Any, Any),
    numbers: stream(z.object({ to: z.number() }), z.number(), WINDOW),
    bytes: stream(z.object({ sizes: z.array(z.number()) }), z.custom<Uint8Array>(), WINDOW),
    silent: stream(Any, z.number(), WINDOW),
    breaks: stream(z.object({ after: z.number() }), z.number(), WINDOW),
  },
}

/** Small ones come from Node's pool: a view of a buffer that holds other things too. */
const pattern = (size: number) => Buffer.allocUnsafe(size).fill('gantry \u{1F600} ')

function backend() {
  const seen: unknown[] = []
  const state = { seen, produced: 0, finished: 0, aborted: 0 }
  const untilAborted = (signal: AbortSignal) =>
    new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  const handlers: Handlers<typeof contract> = {
    t: {
      echo: (input) => Promise.resolve(input),
      count: ({ n }) => {
        seen.push(n)
        return Promise.resolve(n)
      },
      throws: ({ how }) => {
        if (how === 'app') throw new AppError('image.in-use', { name: 'ubuntu', n: 2, hard: true }, 'conflict: in use')
        if (how === 'plain') return Promise.reject(new TypeError('x is not a function'))
        return Promise.reject(Object.create(null) as Error)
      },
      hang: async (_, signal) => {
        await untilAborted(signal)
        state.aborted++
      },
      async *numbers({ to }) {
        try {
          for (let n = 1; n <= to; n++) {
            state.produced = n
            yield n
          }
        } finally {
          state.finished++
        }
      },
      async *bytes({ sizes }) {
        await Promise.resolve()
        for (const size of sizes) yield pattern(size)
      },
      async *silent(_, signal) {
        try {
          await untilAborted(signal)
          state.aborted++
          yield* []
        } finally {
          state.finished++
        }
      },
      async *breaks({ after }) {
        for (let n = 1; n <= after; n++) yield await Promise.resolve(n)
        throw new AppError('logs.damaged', {}, 'frame of type 3')
      },
    },
  }
  return { handlers, state }
}

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof AppError ? error.code : `not an AppError: ${String(error)}`),
  )

const take = async <T>(items: AsyncIterable<T>, n = Number.POSITIVE_INFINITY) => {
  const taken: T[] = []
  for await (const item of items) {
    taken.push(item)
    if (taken.length >= n) break
  }
  return taken
}

describe.each(wirePairs)('rpc over %s', (_, open) => {
  const rejections: unknown[] = []
  const onRejection = (error: unknown) => void rejections.push(error)
  let pair: WirePair
  let state: ReturnType<typeof backend>['state']
  let api: ReturnType<typeof connect<typeof contract>>['t']

  beforeEach(async () => {
    process.on('unhandledRejection', onRejection)
    pair = await open()
    const made = backend()
    state = made.state
    serve(contract, made.handlers, pair.server, { maxOpen: 50 })
    api = connect(contract, pair.client).t
  })
  afterEach(async () => {
    await pair.close()
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', onRejection)
    expect(rejections.splice(0)).toEqual([])
  })

  it('calls handlers in the order of the calls, and items keep theirs', async () => {
    const wanted = Array.from({ length: 40 }, (__, n) => n)
    expect(await Promise.all(wanted.map((n) => api.count({ n })))).toEqual(wanted)
    expect(state.seen).toEqual(wanted)
    expect(await take(api.numbers({ to: 500 }))).toEqual(Array.from({ length: 500 }, (__, n) => n + 1))
    expect(state.finished).toBe(1)
  })

  it('carries every JSON value, and JSON rules hold', async () => {
    for (const value of [null, 0, '', false, [], {}, { a: [1, { b: 'ж\u0000\u202e' }] }, 'x'.repeat(300_000)]) {
      expect(await api.echo(value)).toEqual(value)
    }
    expect(await api.echo(undefined)).toBeUndefined()
    const own = JSON.parse('{"__proto__":{"polluted":1},"constructor":2}') as object
    expect(Object.getOwnPropertyNames(await api.echo(own))).toEqual(['__proto__', 'constructor'])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it('carries bytes whole as items: empty, one, one mebibyte, a view of a pooled buffer', async () => {
    const sizes = [0, 1, 65_536, 1 << 20, 7]
    const items = await take(api.bytes({ sizes }))
    expect(items.map((item) => item.byteLength)).toEqual(sizes)
    for (const [n, item] of items.entries()) {
      expect(item).toBeInstanceOf(Uint8Array)
      expect(Buffer.compare(item, pattern(sizes[n] ?? 0))).toBe(0)
      expect(item.buffer.byteLength - item.byteLength, 'no stranger’s bytes come along').toBeLessThan(16)
    }
  })

  it('never lets a producer run more than its window ahead of its reader', async () => {
    let taken = 0
    let ahead = 0
    for await (const n of api.numbers({ to: 60 })) {
      taken = n
      await new Promise((resolve) => setTimeout(resolve, taken < 10 ? 5 : 0))
      ahead = Math.max(ahead, state.produced - taken)
    }
    expect(taken).toBe(60)
    expect(ahead).toBeGreaterThan(0)
    expect(ahead).toBeLessThanOrEqual(WINDOW)
  })

  it('takes no more credit than the window from a peer that claims more', async () => {
    pair.raw({ t: 'open', id: 900, op: 't.numbers', input: { to: 100_000 }, credit: 100_000 })
    pair.raw({ t: 'credit', id: 900, n: 100_000 })
    await api.echo(1)
    await api.echo(2)
    expect(state.produced).toBeLessThanOrEqual(2 * WINDOW)
    pair.raw({ t: 'cancel', id: 900 })
    await expect.poll(() => state.finished).toBe(1)
  })

  it('runs the producer’s finally on break', async () => {
    expect(await take(api.numbers({ to: 1_000_000 }), 3)).toEqual([1, 2, 3])
    await expect.poll(() => state.finished).toBe(1)
    expect(state.produced).toBeLessThan(20)
  })

  it('tells a producer that never yields, by its signal, when its reader leaves', async () => {
    const reader = api.silent(null)[Symbol.asyncIterator]()
    const pending = reader.next()
    await api.echo(1)
    await reader.return?.()
    expect(await pending).toEqual({ done: true, value: undefined })
    await expect.poll(() => state).toMatchObject({ aborted: 1, finished: 1 })
  })

  it('cancels by the caller’s signal: a call rejects, a stream ends', async () => {
    const abort = new AbortController()
    const asked = code(api.hang(null, abort.signal))
    const read = take(api.silent(null, abort.signal))
    await api.echo(1)
    abort.abort()
    expect(await asked).toBe('rpc.cancelled')
    expect(await read).toEqual([])
    await expect.poll(() => state).toMatchObject({ aborted: 2, finished: 1 })
    expect(await code(api.hang(null, abort.signal))).toBe('rpc.cancelled')
    expect(await take(api.numbers({ to: 3 }, abort.signal))).toEqual([])
  })

  it('leaves no abort listener behind after 10 000 calls and 100 streams', { timeout: 20_000 }, async () => {
    const { signal } = new AbortController()
    setMaxListeners(1_000, signal)
    for (let n = 0; n < 200; n++) await Promise.all(Array.from({ length: 50 }, () => api.count({ n }, signal)))
    for (let n = 0; n < 100; n++) await take(api.numbers({ to: 5 }, signal), n % 5)
    expect(state.seen).toHaveLength(10_000)
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  it('carries an error’s code, parameters and detail; items before it are read', async () => {
    await expect(api.throws({ how: 'app' })).rejects.toMatchObject({
      code: 'image.in-use',
      params: { name: 'ubuntu', n: 2, hard: true },
      detail: 'conflict: in use',
    })
    const got: number[] = []
    const read = (async () => {
      for await (const n of api.breaks({ after: 3 })) got.push(n)
    })()
    expect(await code(read)).toBe('logs.damaged')
    expect(got).toEqual([1, 2, 3])
  })

  it('ends one operation, not the wire, on an unexpected exception', async () => {
    await expect(api.throws({ how: 'plain' })).rejects.toMatchObject({ code: 'unknown', detail: 'x is not a function' })
    expect(await code(api.throws({ how: 'odd' }))).toBe('unknown')
    expect(await api.echo('alive')).toBe('alive')
  })

  it('refuses bad input without calling the handler', async () => {
    expect(await code(api.count({ n: 1.5 }))).toBe('rpc.bad-input')
    expect(await code(api.count('n' as never))).toBe('rpc.bad-input')
    expect(await code(take(api.numbers({} as never)))).toBe('rpc.bad-input')
    expect(state).toMatchObject({ seen: [], produced: 0 })
  })

  it.each(['__proto__.x', 'constructor.y', 't.constructor', 't.__proto__', 't.hasOwnProperty', 't', 't.', '.t', 't.echo.x', ''])(
    'knows no operation named "%s"',
    async (op) => {
      const answer = new Promise((resolve) => pair.client.onFrame((frame) => frame.id === 777 && resolve(frame)))
      pair.raw({ t: 'open', id: 777, op, input: {} })
      expect(await answer).toMatchObject({ t: 'fail', error: { code: 'rpc.unknown-op' } })
    },
  )

  it('refuses more open operations than allowed, and takes new ones when some are through', async () => {
    const abort = new AbortController()
    setMaxListeners(1_000, abort.signal)
    const held = Array.from({ length: 50 }, () => code(api.hang(null, abort.signal)))
    expect(await code(api.echo(1))).toBe('rpc.too-many')
    abort.abort()
    await Promise.all(held)
    await expect.poll(() => api.echo(1)).toBe(1)
  })

  it('is deaf to frames of operations that are over or never were', async () => {
    pair.raw({ t: 'credit', id: 5_000, n: 3 })
    pair.raw({ t: 'cancel', id: 5_000 })
    pair.raw({ t: 'item', id: 5_000, value: 1 })
    pair.raw({ t: 'end', id: 5_000 })
    await take(api.numbers({ to: 2 }))
    pair.server.send({ t: 'item', id: 1, value: 9 })
    pair.server.send({ t: 'fail', id: 77, error: { code: 'unknown' } })
    expect(await api.echo('alive')).toBe('alive')
  })

  it('fails what is open, and whatever comes after, when the backend goes', async () => {
    const asked = code(api.hang(null))
    const read = code(take(api.silent(null)))
    await api.echo(1)
    pair.server.close()
    expect(await asked).toBe('rpc.disconnected')
    expect(await read).toBe('rpc.disconnected')
    expect(await code(api.echo(1))).toBe('rpc.disconnected')
    expect(await code(take(api.numbers({ to: 1 })))).toBe('rpc.disconnected')
    await expect.poll(() => state).toMatchObject({ aborted: 2, finished: 1 })
  })

  it('aborts what runs when the page goes', async () => {
    const asked = code(api.hang(null))
    const read = code(take(api.silent(null)))
    await api.echo(1)
    pair.client.close()
    expect([await asked, await read]).toEqual(['rpc.disconnected', 'rpc.disconnected'])
    await expect.poll(() => state).toMatchObject({ aborted: 2, finished: 1 })
  })

  it('tells of a closed wire whoever asks later', async () => {
    pair.server.close()
    await new Promise<void>((resolve) => pair.client.onClose(resolve))
    await new Promise<void>((resolve) => pair.client.onClose(resolve))
    await new Promise<void>((resolve) => pair.server.onClose(resolve))
  })
})
