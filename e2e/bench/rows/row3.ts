import { once } from 'node:events'
import { join } from 'node:path'
import { end, openOnApp, openOnBare } from '../bench-page.ts'
import { cpuSeconds } from '../cpu.ts'
import type { Drained, DrainFailure, Task } from '../drain.ts'
import { MILLION } from '../lines.ts'
import { million } from '../material.ts'
import { renderers } from '../memory.ts'
import { forkProfiled } from '../profile.ts'
import type { Fact, Figure, Reading } from '../protocol.ts'
import { pathOf, replay, SHORT_LINES } from '../replay.ts'

const EVERYTHING = { lines: 2 * MILLION, bytes: 2 ** 31 }
const STAMP = 31
const cpuOf = async (pid: number) => [pid, ...(await renderers())].reduce((sum, one) => sum + cpuSeconds(one), 0)

/** Replayer, backend, WebSocket, store of a view; beside replayer, a pipe, WebSocket, a page that counts. */
const transport: Figure = {
  name: 'row3.transport',
  title: 'the same million lines replayed without the daemon into a view, beside a bare pipe of the bytes to a page',
  unit: 'ms',
  goal: 1.15,
  async open() {
    const { hash, id, bytes } = await million()
    const source = await replay()
    await source.setSize(64 << 10)
    const [app, bare] = [await openOnApp(source.host), await openOnBare(source.host)]
    const sent = bytes + MILLION * (8 + STAMP + 1)
    return {
      async app(): Promise<Reading> {
        await app.call('dropLog')
        await app.page.bringToFront()
        const cpu = await cpuOf(app.pid)
        const { ms } = await app.call('readLog', id, MILLION, EVERYTHING)
        const spent = (await cpuOf(app.pid)) - cpu
        if ((await app.call('hashLog')) !== hash) throw new Error('the lines are not those that were replayed')
        await app.call('dropLog')
        return { value: ms, cpu: spent }
      },
      async anchor(): Promise<Reading> {
        await bare.page.bringToFront()
        const cpu = await cpuOf(bare.pid)
        const reading = await bare.call('bare', `/pipe/${encodeURIComponent(source.socket)}?${pathOf(id)}`)
        if (reading.bytes !== sent) throw new Error(`the pipe carried ${String(reading.bytes)} bytes of ${String(sent)}`)
        return { value: reading.ms, cpu: (await cpuOf(bare.pid)) - cpu }
      },
      async close() {
        await app.close()
        await bare.close()
      },
    }
  },
}

const SIZES = [
  { name: '1b', size: 1, lines: SHORT_LINES, words: '1 byte' },
  { name: '64k', size: 64 << 10, lines: MILLION, words: '64 KiB' },
  { name: '1m', size: 1 << 20, lines: MILLION, words: '1 MiB' },
]

/** CPU of one process that reads; the replayer's is another. */
function cpu(way: 'demux' | 'lines', what: string, goal: number | null, { name, size, lines, words }: (typeof SIZES)[number]): Figure {
  return {
    name: `row3.${way}.${name}`,
    title: `CPU of ${what} for chunks of ${words}, beside draining http`,
    unit: 'ms',
    goal,
    async open() {
      const { id } = await million()
      const source = await replay()
      await source.setSize(size)
      const { child, letGo } = await forkProfiled('reader', join(import.meta.dirname, '../drain.ts'))
      const text = lines * 106
      const expected = { bare: text + lines * (8 + STAMP + 1), demux: text + lines * (STAMP + 1), lines: text }
      const run = async (chosen: Task['way']): Promise<Reading> => {
        const answered = once(child, 'message')
        child.send({ way: chosen, host: source.host, id, path: pathOf(id), lines } satisfies Task)
        const [drained] = (await answered) as [Drained | DrainFailure]
        if ('failed' in drained) throw new Error(`${chosen}: ${drained.failed}`)
        if (drained.bytes !== expected[chosen] || (chosen !== 'bare' && drained.lines !== lines))
          throw new Error(`${chosen}: ${String(drained.lines)} lines, ${String(drained.bytes)} bytes of ${String(expected[chosen])}`)
        return { value: drained.cpu }
      }
      return {
        app: () => run(way),
        anchor: () => run('bare'),
        async close() {
          letGo()
          await end(child)
        },
      }
    },
  }
}

const IN_FLIGHT = 8 << 20
const STEADY = 500

/** A page that took one batch and asks no more: what left the engine until everything stands still. */
const flight: Fact = {
  name: 'row3.flight',
  title: 'bytes between engine and page once the page stops reading',
  unit: 'B',
  limit: IN_FLIGHT,
  async measure() {
    const { id } = await million()
    const source = await replay()
    await source.setSize(64 << 10)
    const { call, close } = await openOnApp(source.host)
    const read = await call('stallLog', id)
    let left = -1
    for (let now = await source.written(); now !== left; now = await source.written()) {
      left = now
      await new Promise((resolve) => setTimeout(resolve, STEADY))
    }
    await close()
    return left - read
  },
}

export const figures: (Figure | Fact)[] = [
  transport,
  ...SIZES.map((size) => cpu('demux', 'taking the frames apart', 1.5, size)),
  // The promise is the demuxer's. What stamps, lines and batches take on top of it is told.
  ...SIZES.map((size) => cpu('lines', 'the whole way to batches of lines', null, size)),
  flight,
]
