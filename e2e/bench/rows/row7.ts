import { openOnApp, openOnBare } from '../bench-page.ts'
import { CliShell, runCli } from '../cli.ts'
import { bigFile } from '../material.ts'
import { type Figure, median, percentile, type Reading } from '../protocol.ts'
import { engine } from '../shared.ts'

const KEYS = 40
const BESIDE = 9
const FRAME = 1000 / 60

async function keys({ call, page }: Awaited<ReturnType<typeof openOnApp>>): Promise<Reading> {
  await page.bringToFront()
  const parsed: number[] = []
  const painted: number[] = []
  for (let i = 0; i < KEYS; i++) {
    const one = await call('echo')
    parsed.push(one.parsed)
    painted.push(one.painted)
  }
  return { value: median(parsed), more: { painted: percentile(painted, 0.95) } }
}

const echo: Figure = {
  name: 'row7.echo',
  title: 'a key until its echo is parsed, median, beside docker exec -it in a terminal of its own',
  unit: 'ms',
  goal: 3,
  also: [
    {
      name: 'row7.pipe',
      title: 'the same beside a page whose terminal hangs on a bare pipe: what the browser and the engine take by themselves',
      goal: null,
      anchor: 'pipe',
    },
  ],
  facts: [
    { name: 'row7.painted', title: 'the same until it is painted, p95', unit: 'ms', limit: FRAME + 3, fact: 'painted', of: 'median' },
  ],
  async open() {
    const { host } = await engine()
    const { id, name } = await bigFile()
    const [app, bare] = [await openOnApp(host), await openOnBare(host)]
    await app.call('openShell', 'app', id)
    await bare.call('openShell', 'bare', id)
    const cli = await CliShell.open(host, name)
    return {
      app: () => keys(app),
      async anchor() {
        const times: number[] = []
        for (let i = 0; i < KEYS; i++) times.push(await cli.echo())
        return { value: median(times), more: { pipe: (await keys(bare)).value } }
      },
      async close() {
        cli.close()
        await app.close()
        await bare.close()
      },
    }
  },
}

const many: Figure = {
  name: 'row7.tabs',
  title: 'a key until its echo is parsed with ten shells open, beside one',
  unit: 'ms',
  goal: 1.2,
  async open() {
    const { host } = await engine()
    const { id } = await bigFile()
    const [app, alone] = [await openOnApp(host), await openOnApp(host)]
    for (const { call } of [app, alone]) await call('openShell', 'app', id)
    await app.call('openBeside', id, BESIDE)
    return {
      app: () => keys(app),
      anchor: () => keys(alone),
      async close() {
        await app.close()
        await alone.close()
      },
    }
  },
}

const open: Figure = {
  name: 'row7.open',
  title: 'opening a shell until its prompt is painted, beside docker exec -t true',
  unit: 'ms',
  goal: 1.2,
  rounds: 15,
  async open() {
    const { host } = await engine()
    const { id, name } = await bigFile()
    const app = await openOnApp(host)
    return {
      app: async () => ({ value: await app.call('openTime', id) }),
      anchor: async () => ({ value: (await runCli(host, 'exec', '-t', name, 'true')).ms }),
      close: app.close,
    }
  },
}

export const figures: Figure[] = [echo, many, open]
