import { openOnApp, openOnBare } from '../bench-page.ts'
import { bigFile } from '../material.ts'
import type { Figure } from '../protocol.ts'
import { engine } from '../shared.ts'

/** How long `yes` floods before Ctrl-C. */
const FLOOD = 500
const TWO_FRAMES = 2 * (1000 / 60)

const interrupt: Figure = {
  name: 'row6.interrupt',
  title: 'Ctrl-C during yes until the prompt is painted, beside the same terminal without flow control',
  unit: 'ms',
  goal: 1 / 15,
  rounds: 11,
  facts: [
    { name: 'row6.p50', title: 'the same, median', unit: 'ms', limit: TWO_FRAMES, fact: 'ms', of: 'median' },
    { name: 'row6.max', title: 'the same, longest', unit: 'ms', limit: 100, fact: 'ms', of: 'worst' },
  ],
  async open() {
    const { host } = await engine()
    const { id } = await bigFile()
    const [app, bare] = [await openOnApp(host), await openOnBare(host)]
    await app.call('openShell', 'app', id)
    await bare.call('openShell', 'bare', id)
    return {
      async app() {
        await app.page.bringToFront()
        const ms = await app.call('interrupt', FLOOD)
        return { value: ms, more: { ms } }
      },
      async anchor() {
        await bare.page.bringToFront()
        return { value: await bare.call('interrupt', FLOOD) }
      },
      async close() {
        await app.close()
        await bare.close()
      },
    }
  },
}

export const figures: Figure[] = [interrupt]
