import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type WirePair, wirePairs } from '../../main/serve/test-wires.ts'
import { z } from '../contract/zod.ts'
import { connect } from './connect.ts'
import { call, type Handlers, stream } from './define.ts'
import { AppError } from './error.ts'
import { memoryPair } from './memory.ts'
import { portWire } from './port.ts'
import { serve } from './serve.ts'
import { asFrame } from './wire.ts'

const contract = {
  t: {
    echo: call(z.unknown(), z.unknown()),
    odd: call(z.object({}), z.unknown()),
    blob: call(z.object({ size: z.number() }), z.custom<Uint8Array>()),
    odds: stream(z.object({}), z.unknown(), 2),
    hang: stream(z.object({}), z.number(), 2),
    numbers: stream(z.object({ to: z.number() }), z.number(), 2),
  },
}
/** What neither JSON nor a structured clone carries. */
const uncarriable = () => ({ big: 1n, fn: () => undefined })
const finished: string[] = []
const handlers: Handlers<typeof contract> = {
  t: {
    echo: (input) => Promise.resolve(input),
    odd: () => Promise.resolve(uncarriable()),
    blob: ({ size }) => Promise.resolve(new Uint8Array(size).fill(7)),
    async *odds() {
      try {
        yield await Promise.resolve(uncarriable())
      } finally {
        finished.push('odds')
      }
    },
    async *hang() {
      try {
        await new Promise(() => undefined)
        yield 1
      } finally {
        finished.push('hang')
      }
    },
    async *numbers({ to }) {
      for (let n = 0; n < to; n++) yield await Promise.resolve(n)
    },
  },
}

describe.each(wirePairs)('rpc over a bad %s', (name, open) => {
  let pair: WirePair
  const rejections: unknown[] = []
  const onRejection = (error: unknown) => void rejections.push(error)
  beforeEach(async () => {
    process.on('unhandledRejection', onRejection)
    finished.length = 0
    pair = await open()
    serve(contract, handlers, pair.server)
  })
  afterEach(async () => {
    await pair.close()
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', onRejection)
    expect(rejections.splice(0)).toEqual([])
  })
  const closed = () => new Promise<void>((resolve) => pair.server.onClose(resolve))

  it.each([
    ['no frame', { hello: 1 }],
    ['an array', []],
    ['a number', 5],
    ['an id of 0', { t: 'cancel', id: 0 }],
    ['an id past 32 bits', { t: 'cancel', id: 2 ** 32 }],
    ['an id of text', { t: 'cancel', id: '1' }],
    ['an operation that is no text', { t: 'open', id: 1, op: 5 }],
    ['a credit below one', { t: 'credit', id: 1, n: -5 }],
    ['a kind nobody knows', { t: 'exec', id: 1 }],
    ['an error without a code', { t: 'fail', id: 1, error: {} }],
    ['parameters that are objects', { t: 'fail', id: 1, error: { code: 'unknown', params: { a: {} } } }],
    ['an id that is in use', null],
  ])('closes the wire on %s', async (_, frame) => {
    connect(contract, pair.client)
    if (frame === null) for (let n = 0; n < 2; n++) pair.raw({ t: 'open', id: 9, op: 't.hang', input: {}, credit: 1 })
    else pair.raw(frame)
    await closed()
  })

  it('fails only the operation whose result no wire carries, and ends its producer', async () => {
    const api = connect(contract, pair.client).t
    await expect(api.odd({})).rejects.toBeInstanceOf(AppError)
    await expect(
      (async () => {
        for await (const item of api.odds({})) expect(item).toBe('never')
      })(),
    ).rejects.toBeInstanceOf(AppError)
    expect(finished).toEqual(['odds'])
    await expect((async () => await api.echo(uncarriable()))()).rejects.toBeDefined()
    expect(await api.echo('alive')).toBe('alive')
  })

  it('carries a result that is bytes', async () => {
    const api = connect(contract, pair.client).t
    for (const size of [0, 1, 1 << 20]) expect(Buffer.compare(await api.blob({ size }), new Uint8Array(size).fill(7))).toBe(0)
  })

  it('lets a reader go at once although its producer never looks at its signal', async () => {
    const reader = connect(contract, pair.client).t.hang({})[Symbol.asyncIterator]()
    const pending = reader.next()
    await reader.return?.()
    expect(await pending).toEqual({ done: true, value: undefined })
  })

  if (name === 'WebSocket') {
    it.each(['', '{', 'null', '[1,2]', '"open"'])('closes the wire on the text %j', async (text) => {
      pair.raw(text)
      await closed()
    })
  }
})

describe('a stream that lives long', () => {
  it('keeps nothing of the items that went through', { timeout: 60_000 }, async () => {
    setFlagsFromString('--expose_gc')
    const gc = runInNewContext('gc') as () => void
    const [client, server] = memoryPair()
    serve(contract, handlers, server)
    const used = async (items: number) => {
      for await (const n of connectOnce.numbers({ to: items })) if (n === items - 1) break
      gc()
      return process.memoryUsage().heapUsed
    }
    const connectOnce = connect(contract, client).t
    const reader = connectOnce.numbers({ to: 1_000_000 })[Symbol.asyncIterator]()
    const pull = async (items: number) => {
      for (let n = 0; n < items; n++) await reader.next()
      gc()
      return process.memoryUsage().heapUsed
    }
    await used(1_000)
    const before = await pull(10_000)
    const grown = (await pull(150_000)) - before
    await reader.return?.()
    expect(grown, 'bytes for 150 000 items').toBeLessThan(2_000_000)
  })
})

describe('the watchdog', () => {
  it('tells of a reader that stopped asking, and not of one that asks', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const onStuck = vi.fn()
    const [client, server] = memoryPair()
    serve(contract, handlers, server, { onStuck, stuckAfter: 5_000 })
    const reader = connect(contract, client).t.numbers({ to: 10 })[Symbol.asyncIterator]()
    await reader.next()
    await new Promise((resolve) => setImmediate(resolve))
    vi.advanceTimersByTime(4_999)
    expect(onStuck).not.toHaveBeenCalled()
    vi.advanceTimersByTime(60_000)
    expect(onStuck.mock.calls).toEqual([['t.numbers', 5_000]])
    for (let n = 0; n < 10; n++) await reader.next()
    await new Promise((resolve) => setImmediate(resolve))
    vi.advanceTimersByTime(60_000)
    expect(onStuck).toHaveBeenCalledTimes(1)
    vi.useRealTimers()
  })
})

describe('asFrame', () => {
  const frameLike = fc.record(
    {
      t: fc.oneof(fc.constantFrom('open', 'item', 'end', 'fail', 'credit', 'cancel'), fc.anything()),
      id: fc.oneof(fc.nat(), fc.anything()),
      op: fc.oneof(fc.string(), fc.anything()),
      n: fc.oneof(fc.nat(), fc.anything()),
      credit: fc.anything(),
      error: fc.oneof(fc.record({ code: fc.string(), params: fc.anything() }), fc.anything()),
    },
    { requiredKeys: [] },
  )

  it('is total, and what it lets through is well formed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything({ withNullPrototype: true }), fc.jsonValue(), frameLike), (value) => {
        const frame = asFrame(value)
        if (frame === null) return
        expect(frame).toBe(value)
        expect(Number.isInteger(frame.id) && frame.id > 0 && frame.id <= 0xffff_ffff).toBe(true)
        if (frame.t === 'open') expect(typeof frame.op).toBe('string')
        if (frame.t === 'credit') expect(frame.n).toBeGreaterThan(0)
        if (frame.t === 'fail')
          expect(new AppError(frame.error.code, frame.error.params, frame.error.detail).message).toContain(frame.error.code)
      }),
      { numRuns: 3_000 },
    )
  })
})

describe('portWire', () => {
  it('sends the bytes of a view, not the buffer behind it', () => {
    const sent: { value?: Uint8Array }[] = []
    const wire = portWire({
      postMessage: (message) => void sent.push(message as { value: Uint8Array }),
      close: () => undefined,
      on: () => undefined,
    })
    const secret = new TextEncoder().encode('secret|public')
    wire.send({ t: 'item', id: 1, value: secret.subarray(7) })
    expect(sent[0]?.value?.buffer.byteLength).toBe(6)
  })
})
