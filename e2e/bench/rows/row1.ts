import { openOnApp } from '../bench-page.ts'
import { runCli } from '../cli.ts'
import { lineOf, MILLION } from '../lines.ts'
import { million, thousands } from '../material.ts'
import type { Figure, Reading } from '../protocol.ts'
import { engine } from '../shared.ts'

const TAIL = 1_000
const TEN_THOUSAND = 10_000

async function open(app: Awaited<ReturnType<typeof openOnApp>>, id: string, count: number): Promise<Reading> {
  const { ms, lines } = await app.call('openView', id, TAIL, lineOf(count - 1))
  if (lines !== TAIL) throw new Error(`${String(lines)} lines were read`)
  return { value: ms }
}

const tail: Figure = {
  name: 'row1.open',
  title: 'the logs of a container with a million lines until the last 1 000 are painted, beside docker logs --tail 1000',
  unit: 'ms',
  goal: 2.5,
  rounds: 15,
  async open() {
    const { host } = await engine()
    const log = await million()
    const app = await openOnApp(host)
    return {
      app: () => open(app, log.id, MILLION),
      anchor: async () => ({ value: (await runCli(host, 'logs', '--tail', String(TAIL), log.name)).ms }),
      close: app.close,
    }
  },
}

const growth: Figure = {
  name: 'row1.growth',
  title: 'the same beside a container with ten thousand lines',
  unit: 'ms',
  goal: 1.3,
  rounds: 15,
  async open() {
    const { host } = await engine()
    const [log, short] = [await million(), await thousands(TEN_THOUSAND)]
    const app = await openOnApp(host)
    return { app: () => open(app, log.id, MILLION), anchor: () => open(app, short.id, TEN_THOUSAND), close: app.close }
  },
}

export const figures: Figure[] = [tail, growth]
