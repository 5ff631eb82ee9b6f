import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PullMessage, pullMessages } from './pull-messages.ts'
import { emptyProgress, takeIn, totals } from './pull-progress.ts'
import { rateMeter } from './rate.ts'

const layer = (id: string, status: string, current?: number, total?: number): PullMessage => ({
  id,
  status,
  progressDetail: current === undefined ? {} : { current, ...(total === undefined ? {} : { total }) },
})
const told = (...messages: PullMessage[]) => {
  const progress = emptyProgress()
  for (const message of messages) takeIn(progress, message)
  return { ...progress, layers: [...progress.layers.values()], sum: totals(progress.layers.values()) }
}

async function* chunked(bytes: Uint8Array, cuts: number[]): AsyncGenerator<Uint8Array> {
  let from = 0
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    await Promise.resolve()
    yield bytes.subarray(from, cut)
    from = cut
  }
  yield bytes.subarray(from)
}
const collect = async (chunks: AsyncIterable<Uint8Array>) => {
  const all: PullMessage[] = []
  for await (const message of pullMessages(chunks)) all.push(message)
  return all
}

describe('messages', () => {
  it('any chunking reads the same, with characters of several bytes', async () => {
    const messages = [{ status: 'Pulling from библиотека/😀', id: 'latest' }, layer('aaa', 'Downloading', 1, 2), { status: 'Status: x' }]
    const bytes = new TextEncoder().encode(messages.map((message) => `${JSON.stringify(message)}\r\n`).join(''))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 20 }), async (cuts) => {
        expect(await collect(chunked(bytes, cuts))).toEqual(messages)
      }),
    )
  })
  it('survives what is no message', async () => {
    const text = 'null\n[1]\n"x"\n{oops\n\n{"status":"ok"}'
    expect(await collect(chunked(new TextEncoder().encode(text), []))).toEqual([{ status: 'ok' }])
  })
})

describe('progress', () => {
  it('tells no percentage while one total is unknown', () => {
    const { sum } = told(layer('a', 'Downloading', 50, 100), layer('b', 'Waiting'))
    expect(sum).toEqual({ received: 50, total: null, stage: 'downloading', fraction: null })
  })
  it('tells it once all are known; layers that exist do not count', () => {
    const { sum } = told(layer('z', 'Already exists'), layer('a', 'Downloading', 50, 100), layer('b', 'Downloading', 10, 300))
    expect(sum).toEqual({ received: 60, total: 400, stage: 'downloading', fraction: 0.15 })
  })
  it('takes a finished layer whole, though its last bytes were not reported', () => {
    const { layers } = told(layer('a', 'Downloading', 60, 100), layer('a', 'Download complete'))
    expect(layers[0]).toMatchObject({ phase: 'downloaded', received: 100 })
  })
  it("a layer too small for a progress message stands in nobody's way", () => {
    const { sum } = told(layer('a', 'Pulling fs layer'), layer('a', 'Download complete'), layer('b', 'Downloading', 1, 2))
    expect(sum).toMatchObject({ total: 2, fraction: 0.5 })
  })
  it('unpacks as a stage of its own', () => {
    const { sum } = told(
      ...[layer('a', 'Downloading', 100, 100), layer('a', 'Pull complete')],
      ...[layer('b', 'Downloading', 1, 300), layer('b', 'Extracting', 150, 300)],
    )
    expect(sum).toEqual({ received: 400, total: 400, stage: 'unpacking', fraction: 0.625 })
  })
  it('seconds of unpacking (containerd store) are no fraction', () => {
    const { layers } = told(layer('a', 'Downloading', 1, 9), { id: 'a', status: 'Extracting', progressDetail: { current: 3, units: 's' } })
    expect(layers[0]).toMatchObject({ phase: 'unpacking', unpacked: null })
  })
  it('a retried layer keeps what is known', () => {
    const { layers } = told(layer('a', 'Downloading', 60, 100), layer('a', 'Retrying in 5 seconds'))
    expect(layers[0]).toMatchObject({ phase: 'retrying', received: 60, total: 100 })
  })
  it("knows success and failure by the engine's last words only", () => {
    expect(told(layer('a', 'Pull complete')).complete).toBe(false)
    expect(told({ status: 'Status: Downloaded newer image for x:1' })).toMatchObject({ complete: true, upToDate: false })
    expect(told({ status: 'Status: Image is up to date for x:1' })).toMatchObject({ complete: true, upToDate: true })
    expect(told({ errorDetail: { message: 'bad' }, error: 'bad' }).failure).toBe('bad')
    expect(told({ error: 'old' }).failure).toBe('old')
  })
  it('the tag the engine announces is no layer; ids may be anything', () => {
    const { layers } = told({ status: 'Pulling from library/x', id: 'latest' }, layer('__proto__', 'Waiting'), layer('a', 'toString'))
    expect(layers.map(({ id }) => id)).toEqual(['__proto__'])
  })
  it('any messages give a fraction between 0 and 1, or none', () => {
    const number = fc.option(fc.oneof(fc.integer(), fc.constantFrom(-1, 0, Number.MAX_SAFE_INTEGER)), { nil: undefined })
    const message = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      status: fc.constantFrom('Waiting', 'Downloading', 'Extracting', 'Pull complete', 'Already exists', 'Retrying in 1 second'),
      progressDetail: fc.record({ current: number, total: number }),
    })
    fc.assert(
      fc.property(fc.array(message), (messages) => {
        const { fraction, received } = told(...(messages as PullMessage[])).sum
        expect(received).toBeGreaterThanOrEqual(0)
        if (fraction !== null) expect(fraction >= 0 && fraction <= 1).toBe(true)
      }),
      {
        numRuns: 1000,
        // Found by an earlier run: unpacking that counts below nothing.
        examples: [
          [
            [
              { id: 'a', status: 'Downloading', progressDetail: { current: undefined, total: 1 } },
              { id: 'a', status: 'Extracting', progressDetail: { current: -1, total: 1 } },
            ],
          ],
        ],
      },
    )
  })
})

describe('rate', () => {
  it('is calm, follows a change within its window and falls to 0', () => {
    const meter = rateMeter()
    for (let at = 0; at <= 10_000; at += 100) meter.add(at, at * 2)
    expect(meter.rate(10_000)).toBeCloseTo(2_000, -2)
    for (let at = 10_100; at <= 17_000; at += 100) meter.add(at, 20_000 + (at - 10_000) * 10)
    expect(meter.rate(17_000)).toBeCloseTo(10_000, -3)
    expect(meter.rate(30_000)).toBe(0)
  })
  it('says nothing at first', () => {
    const meter = rateMeter()
    expect(meter.rate(0)).toBeNull()
    meter.add(0, 0)
    meter.add(100, 1_000_000)
    expect(meter.rate(100)).toBeNull()
  })
})
