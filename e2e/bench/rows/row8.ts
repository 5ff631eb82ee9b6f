import { execFile } from 'node:child_process'
import type { Page } from '@playwright/test'
import { serveApp } from '../../serve-app.ts'
import { makeContainers } from '../containers.ts'
import { type Fact, type Figure, median, type Side } from '../protocol.ts'
import { allowNames, browser, engine, openBenchPage } from '../shared.ts'

const COUNT = 3_000

/** True once the table shows rows and says that it holds all of them (group rows count as well). */
const listed = (count: number): boolean => {
  const grid = document.querySelector('[role=grid][aria-label=Containers]')
  return grid !== null && Number(grid.getAttribute('aria-rowcount')) > count && grid.querySelectorAll('[role=row]').length > 10
}

const painted = (page: Page) => page.waitForFunction(listed, COUNT, { polling: 'raf' })

/** What `docker ps -a` takes, from start to end, its output complete. */
const dockerPs =
  (host: string): Side =>
  () =>
    new Promise((resolve, reject) => {
      const began = performance.now()
      execFile('docker', ['ps', '-a', '--no-trunc'], { env: { ...process.env, DOCKER_HOST: host }, maxBuffer: 1 << 28 }, (error, out) => {
        if (error !== null) return reject(new Error(error.message))
        if (out.trim().split('\n').length <= COUNT) return reject(new Error('docker ps did not list them all'))
        resolve({ value: performance.now() - began })
      })
    })

/** A backend that has listed nothing yet and a new page: from the navigation to the painted rows. */
const cold: Figure = {
  name: 'row8.list.cold',
  title: `first list of ${COUNT} containers in a new page of a backend just started, beside docker ps -a`,
  unit: 'ms',
  goal: 1,
  async open() {
    const { host } = await engine()
    await makeContainers(host, COUNT)
    const chromium = await browser()
    return {
      anchor: dockerPs(host),
      async app() {
        const served = await serveApp({ host })
        const page = await chromium.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
        await allowNames(page)
        const began = performance.now()
        await page.goto(served.link, { waitUntil: 'commit' })
        await painted(page)
        const value = performance.now() - began
        await page.close()
        await served.stop()
        return { value }
      },
      close: async () => {},
    }
  },
}

/** The page reloaded on a backend that mirrors the host already. */
const warm: Figure = {
  name: 'row8.list.warm',
  title: `the same in a page that is reloaded`,
  unit: 'ms',
  goal: 0.75,
  async open() {
    const { host } = await engine()
    await makeContainers(host, COUNT)
    const { page, close } = await openBenchPage(host)
    await painted(page)
    return {
      anchor: dockerPs(host),
      async app() {
        const began = performance.now()
        await page.reload({ waitUntil: 'commit' })
        await painted(page)
        return { value: performance.now() - began }
      },
      close,
    }
  },
}

/** Milliseconds from the keystroke or click to the frame that shows its result, measured in the page. */
async function inPage(work: 'filter' | 'sort', total: number): Promise<number> {
  const { host } = await engine()
  await makeContainers(host, total)
  const { page, close } = await openBenchPage(host)
  await page.waitForFunction(listed, total, { polling: 'raf' })
  const times = await page.evaluate(async (what) => {
    const grid = document.querySelector('[role=grid][aria-label=Containers]')
    const input = document.querySelector<HTMLInputElement>('main input, [role=searchbox]')
    const header = [...(grid?.querySelectorAll<HTMLElement>('[role=columnheader] button') ?? [])].find(
      (b) => b.textContent.trim() === 'Name',
    )
    if (grid === null || input === null || header === undefined) throw new Error('no filter box or header to measure')
    const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
    const nextPaint = () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => {
          const channel = new MessageChannel()
          channel.port1.onmessage = () => resolve()
          channel.port2.postMessage(null)
        }),
      )
    const shown = () =>
      `${grid.getAttribute('aria-rowcount')} ${grid.querySelector('[role=row][aria-rowindex="3"]')?.getAttribute('aria-label')}`
    const out: number[] = []
    for (let i = 0; i < 20; i++) {
      const before = shown()
      const began = performance.now()
      if (what === 'sort') header.click()
      else {
        setValue?.call(input, i % 2 === 0 ? `bench-0${i % 5}` : '')
        input.dispatchEvent(new Event('input', { bubbles: true }))
      }
      do await nextPaint()
      while (shown() === before && performance.now() - began < 2_000)
      if (shown() === before) throw new Error(`${what} changed nothing`)
      out.push(performance.now() - began)
    }
    return out
  }, work)
  await close()
  return median(times)
}

/** Two frames of a 60 Hz screen. */
const TWO_FRAMES = 2 * (1000 / 60)

const filter: Fact = {
  name: 'row8.filter',
  title: 'a keystroke in the filter of 5 000 rows until its result is painted',
  unit: 'ms',
  limit: TWO_FRAMES,
  measure: () => inPage('filter', 5_000),
}

const sort: Fact = {
  name: 'row8.sort',
  title: 'a click on a header of 5 000 rows until painted',
  unit: 'ms',
  limit: TWO_FRAMES,
  measure: () => inPage('sort', 5_000),
}

/** Elements of the whole page with 5 000 rows: what is not visible must not be there. */
const dom: Fact = {
  name: 'row8.dom',
  title: 'elements in the page with 5 000 containers',
  unit: 'elements',
  limit: 3_000,
  async measure() {
    const { host } = await engine()
    await makeContainers(host, 5_000)
    const { page, close } = await openBenchPage(host)
    await page.waitForFunction(listed, 5_000, { polling: 'raf' })
    const count = await page.evaluate(() => document.querySelectorAll('*').length)
    await close()
    return count
  },
}

export const figures: (Figure | Fact)[] = [cold, warm, filter, sort, dom]
