import { type Browser, chromium, type Page } from '@playwright/test'
import { CHROMIUM, CHROMIUM_ARGS, watchPage } from '../open-app.ts'
import { startPrivateEngine } from '../rig/engine.ts'
import { type ServedApp, serveApp } from '../serve-app.ts'

type Engine = Awaited<ReturnType<typeof startPrivateEngine>>

const closers: (() => Promise<unknown>)[] = []
/** Made at its first use. */
export const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | null = null
  return () => (made ??= make())
}

/** Done once all figures are through, the last one first. */
export const onEnd = (close: () => Promise<unknown>): void => void closers.unshift(close)

/** The engine all figures of a run share. */
export const engine = once(async (): Promise<Engine> => {
  const started = await startPrivateEngine({ seed: ['alpine', 'noshell', 'api'] })
  onEnd(() => started.stop())
  return started
})

export const browser = once(async (): Promise<Browser> => {
  const launched = await chromium.launch({
    executablePath: CHROMIUM,
    // Whoever ends the run ends it in order: see index.ts.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    // A headless window counts as hidden behind others: without these Chromium would slow its timers and frames down.
    args: [
      ...CHROMIUM_ARGS,
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
      '--enable-precise-memory-info',
    ],
  })
  onEnd(() => launched.close())
  return launched
})

/** The served app with a page on it, closed by whoever opened it. */
export async function openBenchPage(host: string): Promise<{ page: Page; served: ServedApp; close(): Promise<void> }> {
  const served = await serveApp({ host })
  const context = await (await browser()).newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  const page = await context.newPage()
  await allowNames(page)
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

/** What runs our TypeScript wraps each named function in a call of `__name`, also those that are sent to the page. */
export const allowNames = (page: Page): Promise<unknown> => page.addInitScript('globalThis.__name = (wrapped) => wrapped')

export async function closeShared(): Promise<void> {
  for (const close of closers) await close()
}
