import { socketOf } from '../../rig/engine.ts'
import { startFaultProxy } from '../../rig/fault-proxy.ts'
import { makeContainers } from '../containers.ts'
import type { Fact } from '../protocol.ts'
import { engine, openBenchPage } from '../shared.ts'

/** How long nothing is done. */
const IDLE = 30_000

/** Requests the engine gets while the app is open and nothing happens. The one ping that notices a frozen engine is told apart. */
async function requests(hidden: boolean): Promise<number> {
  const { host } = await engine()
  await makeContainers(host, 50)
  const proxy = await startFaultProxy(socketOf(host))
  const { page, close } = await openBenchPage(proxy.host)
  await page.waitForFunction(() => document.querySelectorAll('[role=grid] [role=row]').length > 10)
  if (hidden) {
    // A page in front of it in the same window: Chromium then tells this one that it is hidden.
    const front = await page.context().newPage()
    await front.bringToFront()
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' })
      Object.defineProperty(document, 'hidden', { get: () => true })
      document.dispatchEvent(new Event('visibilitychange'))
    })
  }
  const settle = proxy.count()
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  proxy.forget()
  await new Promise((resolve) => setTimeout(resolve, IDLE))
  const count = proxy.count()
  await close()
  await proxy.close()
  return settle === 0 ? Number.NaN : count
}

export const figures: Fact[] = [
  {
    name: 'row11.idle',
    title: `requests to the engine in ${IDLE / 1000} s with the window open and nothing running`,
    unit: 'requests',
    limit: 0,
    measure: () => requests(false),
  },
  { name: 'row11.hidden', title: 'the same with the window hidden', unit: 'requests', limit: 0, measure: () => requests(true) },
]
