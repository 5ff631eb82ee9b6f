import { openOnApp } from '../bench-page.ts'
import { runCli } from '../cli.ts'
import { cpuSeconds } from '../cpu.ts'
import { HALF, lineOf } from '../lines.ts'
import { bigFile } from '../material.ts'
import { renderers } from '../memory.ts'
import type { TerminalReading } from '../page/api.ts'
import type { Figure, Reading } from '../protocol.ts'
import { engine } from '../shared.ts'

/** A terminal gives each line a carriage return. */
const BYTES = HALF * (lineOf(0).length + 2)
const LAST = 20

/** Not a byte lost, and the screen shows the end. */
function check({ bytes, last }: TerminalReading, who: string): void {
  if (bytes !== BYTES) throw new Error(`${who} parsed ${String(bytes)} bytes of ${String(BYTES)}`)
  const wanted = Array.from({ length: LAST }, (_, i) => lineOf(HALF - LAST + i))
  const shown = last.filter((text) => text !== '')
  if (shown.slice(-LAST).join('\n') !== wanted.join('\n')) throw new Error(`the screen of ${who} ends with ${shown.at(-1) ?? 'nothing'}`)
}

const cat: Figure = {
  name: 'row5.cat',
  title: 'cat of 52 MB in a terminal until parsed, beside docker exec -t and xterm parsing the same bytes, one after the other',
  unit: 'ms',
  goal: 1.15,
  also: [{ name: 'row5.cli', title: 'the same beside docker exec -t >/dev/null alone', goal: 1.9, anchor: 'cli' }],
  facts: [
    { name: 'row5.frame', title: '95th percentile between two frames meanwhile', unit: 'ms', limit: 33.4, fact: 'frame', of: 'median' },
    { name: 'row5.main', title: 'CPU of the backend meanwhile', unit: 's', limit: null, fact: 'main', of: 'median' },
    { name: 'row5.page', title: 'CPU of the page meanwhile', unit: 's', limit: null, fact: 'page', of: 'median' },
  ],
  async open() {
    const { host } = await engine()
    const { id, name, file } = await bigFile()
    const { call, pid, close } = await openOnApp(host)
    const pageCpu = async () => (await renderers()).reduce((sum, one) => sum + cpuSeconds(one), 0)
    return {
      async app(): Promise<Reading> {
        const [main, page] = [cpuSeconds(pid), await pageCpu()]
        const reading = await call('run', id, ['cat', file])
        check(reading, 'the app')
        const more = { frame: reading.frame, main: cpuSeconds(pid) - main, page: (await pageCpu()) - page }
        return { value: reading.ms, cpu: more.main + more.page, more }
      },
      async anchor(): Promise<Reading> {
        const cli = await runCli(host, 'exec', '-t', name, 'cat', file)
        const before = await pageCpu()
        const parsed = await call('parse', HALF)
        check(parsed, 'xterm')
        return { value: cli.ms + parsed.ms, cpu: cli.cpu + (await pageCpu()) - before, more: { cli: cli.ms } }
      },
      close,
    }
  },
}

export const figures: Figure[] = [cat]
