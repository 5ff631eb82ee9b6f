import { type Browser, chromium, type Page } from '@playwright/test'
import { CHROMIUM, CHROMIUM_ARGS, watchPage } from '../open-app.ts'
import { startPrivateEngine } from '../rig/engine.ts'
import { type ServedApp, serveApp } from '../serve-app.ts'

type Engine = Awaited<ReturnType<typeof startPrivateEngine>>

const closers: (() => Promise<unknown>)[] = []
const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | null = null
  return () => (made ??= make())
}

/** The engine all figures of a run share. */
export const engine = once(async (): Promise<Engine> => {
  const started = await startPrivateEngine({ seed: ['alpine', 'noshell', 'api'] })
  closers.push(() => started.stop())
  return started
})

export const browser = once(async (): Promise<Browser> => {
  const launched = await chromium.launch({
    executablePath: CHROMIUM,
    // A headless window counts as hidden behind others: without these Chromium would slow its timers and frames down.
    args: [
      ...CHROMIUM_ARGS,
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
      '--enable-precise-memory-info',
    ],
  })
  closers.unshift(() => launched.close())
  return launched
})

/** The served app with a page on it, closed by whoever opened it. */
export async function openBenchPage(host: string): Promise<{ page: Page; served: ServedApp; close(): Promise<void> }> {
  const served = await serveApp({ host })
  const context = await (await browser()).newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  const page = await context.newPage()
  const problems = watchPage(page)
  await page.goto(served.link)
  return {
    page,
    served,
    async close() {
      await context.close()
      await served.stop()
      if (problems.length > 0) throw new Error(`the page had problems: ${problems.join('; ')}`)
    },
  }
}

export async function closeShared(): Promise<void> {
  for (const close of closers) await close()
}
