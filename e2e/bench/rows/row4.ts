import { openOnApp } from '../bench-page.ts'
import { followCpu } from '../cli.ts'
import { cpuSeconds } from '../cpu.ts'
import { talker } from '../material.ts'
import { renderers } from '../memory.ts'
import type { Figure, Reading } from '../protocol.ts'
import { engine } from '../shared.ts'

/** Milliseconds a round lasts. */
const ROUND = 10_000
const [FAST, SLOW] = [50_000, 1_000]

const pageCpu = async () => (await renderers()).reduce((sum, one) => sum + cpuSeconds(one), 0)

async function follow(app: Awaited<ReturnType<typeof openOnApp>>, rate: number): Promise<Reading> {
  const { id, stop } = await talker(rate)
  try {
    await app.call('followView', id)
    const [main, page] = [cpuSeconds(app.pid), await pageCpu()]
    const { lines, longest, lag, frame } = await app.call('watchView', ROUND)
    const more = { main: cpuSeconds(app.pid) - main, longest, lag, frame, rate: lines / (ROUND / 1000) }
    if (more.rate < rate * 0.7) throw new Error(`only ${more.rate.toFixed(0)} lines a second came`)
    return { value: (await pageCpu()) - page, more }
  } finally {
    await app.call('closeView')
    await stop()
  }
}

const page: Figure = {
  name: 'row4.page',
  title: 'CPU of the page that follows 50 000 lines a second for 10 s, beside 1 000 lines a second',
  unit: 's',
  goal: 1.2,
  facts: [
    { name: 'row4.lag', title: 'age of the newest line when it is painted, p95', unit: 'ms', limit: 100, fact: 'lag', of: 'median' },
    {
      name: 'row4.task',
      title: 'longest task of the page meanwhile (0: none of 50 ms)',
      unit: 'ms',
      limit: 50,
      fact: 'longest',
      of: 'worst',
    },
    { name: 'row4.frame', title: '95th percentile between two frames', unit: 'ms', limit: 33.4, fact: 'frame', of: 'median' },
    { name: 'row4.rate', title: 'lines that came a second', unit: 'lines', limit: null, fact: 'rate', of: 'median' },
  ],
  async open() {
    const { host } = await engine()
    const app = await openOnApp(host)
    return { app: () => follow(app, FAST), anchor: () => follow(app, SLOW), close: app.close }
  },
}

const main: Figure = {
  name: 'row4.main',
  title: 'CPU of the backend that follows 50 000 lines a second for 10 s, beside docker logs -f',
  unit: 's',
  goal: 1.25,
  async open() {
    const { host } = await engine()
    const app = await openOnApp(host)
    return {
      async app() {
        const { more } = await follow(app, FAST)
        return { value: more?.['main'] ?? Number.NaN }
      },
      async anchor() {
        const { id, stop } = await talker(FAST)
        try {
          return { value: await followCpu(host, id, ROUND) }
        } finally {
          await stop()
        }
      },
      close: app.close,
    }
  },
}

export const figures: Figure[] = [page, main]
