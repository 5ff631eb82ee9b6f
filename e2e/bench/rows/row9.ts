import { request } from 'node:http'
import type { Page } from '@playwright/test'
import { socketOf } from '../../rig/engine.ts'
import { makeContainers, post } from '../containers.ts'
import { type Fact, percentile } from '../protocol.ts'
import { engine, openBenchPage } from '../shared.ts'

const COUNT = 3_000
const ROUNDS = 40
const FRAME = 1000 / 60

/** Wall clock with fractions of a millisecond; the page's is of the same machine. */
const now = (): number => performance.timeOrigin + performance.now()

/** When a bare listener had each `start` and `die` of one container in hand. */
function listen(host: string, id: string): { times: number[]; stop(): void } {
  const times: number[] = []
  const filters = encodeURIComponent(JSON.stringify({ container: [id], event: ['start', 'die'] }))
  const asked = request({ socketPath: socketOf(host), path: `/v1.41/events?filters=${filters}` }, (answer) => {
    let rest = ''
    answer.setEncoding('utf8').on('data', (text: string) => {
      rest += text
      const lines = rest.split('\n')
      rest = lines.pop() ?? ''
      for (const _line of lines) times.push(now())
    })
  })
  asked.on('error', () => undefined)
  asked.end()
  return { times, stop: () => asked.destroy() }
}

/** Notes, in the page, the moment after the frame in which the row's state changed was painted. */
async function watchRow(page: Page, name: string): Promise<void> {
  await page.evaluate((row) => {
    const grid = document.querySelector('[role=grid][aria-label=Containers]')
    if (grid === null) throw new Error('no table')
    const holder = globalThis as unknown as { painted: { running: boolean; at: number }[] }
    holder.painted = []
    const read = () => /Up/.test(grid.querySelector(`[role=row][aria-label="${row}"]`)?.textContent ?? '')
    let last = read()
    new MutationObserver(() => {
      const running = read()
      if (running === last) return
      last = running
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => holder.painted.push({ running, at: performance.timeOrigin + performance.now() })
        channel.port2.postMessage(null)
      })
    }).observe(grid, { subtree: true, childList: true, characterData: true, attributes: true })
  }, name)
}

type Painted = { running: boolean; at: number }[]
const read = (page: Page): Promise<Painted> => page.evaluate(() => (globalThis as unknown as { painted: Painted }).painted)

/** Median-free by purpose: the promise is about the 95th percentile of what the eye waits beyond what any listener must. */
const event: Fact = {
  name: 'row9.event',
  title: `a start or stop outside until its row is painted, ${COUNT} present: p95 beyond a bare listener`,
  unit: 'ms',
  limit: FRAME + 5,
  async measure() {
    const { host } = await engine()
    await makeContainers(host, COUNT)
    const name = `event-${process.pid}`
    const body = { Image: 'gantry/noshell', HostConfig: { NetworkMode: 'none' } }
    const { Id: id } = JSON.parse(await post(host, 'POST', `/containers/create?name=${name}`, body)) as { Id: string }
    const { page, close } = await openBenchPage(host)
    await page.waitForFunction((n) => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) > n, COUNT)
    await page.getByRole('searchbox').first().fill(name)
    await page.getByRole('row', { name }).waitFor()
    await watchRow(page, name)
    const bare = listen(host, id)
    const beyond: number[] = []
    for (let i = 0; i < ROUNDS; i++) {
      await post(host, 'POST', `/containers/${id}/${i % 2 === 0 ? 'start' : 'kill'}`)
      await page.waitForFunction((n) => (globalThis as unknown as { painted: unknown[] }).painted.length > n, i, { timeout: 5_000 })
      const painted = await read(page)
      const seen = painted[i]
      if (painted.length !== i + 1 || seen?.running !== (i % 2 === 0)) throw new Error(`round ${i}: the row shows the wrong state`)
      beyond.push(seen.at - (bare.times[i] ?? Number.NaN))
    }
    bare.stop()
    await close()
    await post(host, 'DELETE', `/containers/${id}?force=1`)
    return percentile(beyond, 0.95)
  },
}

export const figures: Fact[] = [event]
