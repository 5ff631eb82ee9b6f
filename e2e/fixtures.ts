import AxeBuilder from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, test as base, chromium, expect, type Page } from '@playwright/test'
import type { DockerApi } from '../main/sandbox/docker-api.ts'
import { CHROMIUM, CHROMIUM_ARGS, watchPage } from './open-app.ts'
import { openDesktop } from './open-desktop.ts'
import { docker as dockerCommand, engineApi, testHost, uniqueName } from './rig/engine.ts'
import { type ServedApp, serveApp } from './serve-app.ts'

export { expect, uniqueName }

export type Options = {
  /** The Docker host of the app; `shared` = the engine of the run. */
  host: string
  /** Language of the browser, and so of the app. */
  language: 'en' | 'ru'
  /** Further words on the command line of the browser form. */
  serveArgs: string[]
  /** Problems that this test brings about on purpose. */
  expectedProblems: RegExp[]
}

export type Fixtures = {
  /** The app, opened: a backend, a data folder and a page of its own. */
  app: Page
  /** The backend behind it; not in the desktop project. */
  served: ServedApp | null
  /** What the page threw or logged as an error; whatever is in it at the end fails the test. */
  problems: string[]
  /** `await docker('run', '-d', '--name', name, 'alpine:3.20', 'sleep', '60')` on the test's host; resolves with its output. */
  docker: (...args: string[]) => Promise<string>
  /** The engine's API over its private socket. */
  engine: DockerApi
  /** Fails on any accessibility violation of the page, or of a part of it. */
  checkAccessibility: (selector?: string) => Promise<void>
}

export type WorkerFixtures = {
  /** One browser a worker, started when the first test of the browser project wants it: the desktop project never does. */
  lazyBrowser: () => Promise<Browser>
}

const LOCALES = { en: 'en-US', ru: 'ru-RU' }

async function openTab(browser: Browser, link: string, options: BrowserContextOptions) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await context.newPage()
  const seen = watchPage(page)
  await page.goto(link)
  return { page, seen, close: () => context.close() }
}

const hostOf = (host: string) => (host === 'shared' ? testHost() : host)

export const test = base.extend<Fixtures & Options, WorkerFixtures>({
  lazyBrowser: [
    // biome-ignore lint/correctness/noEmptyPattern: see `problems`
    async ({}, give) => {
      let browser: Promise<Browser> | undefined
      await give(() => (browser ??= chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGS })))
      await (await browser)?.close()
    },
    { scope: 'worker' },
  ],
  host: ['shared', { option: true }],
  language: ['en', { option: true }],
  serveArgs: [[], { option: true }],
  expectedProblems: [[], { option: true }],
  docker: async ({ host }, give) => give((...args) => dockerCommand(hostOf(host), ...args)),
  engine: async ({ host }, give) => give(engineApi(hostOf(host))),

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of a fixture's needs from a pattern
  problems: async ({}, give) => give([]),

  served: async ({ host, serveArgs }, give, info) => {
    if (info.project.name === 'desktop') return await give(null)
    const served = await serveApp({ host: hostOf(host), args: serveArgs })
    await give(served)
    await served.stop()
  },

  app: async ({ served, host, language, problems, expectedProblems, colorScheme, viewport, lazyBrowser }, give) => {
    const opened =
      served === null
        ? await openDesktop({ host: hostOf(host), language, colorScheme: colorScheme ?? null })
        : await openTab(await lazyBrowser(), served.link, { locale: LOCALES[language], colorScheme: colorScheme ?? null, viewport })
    const seen = 'seen' in opened ? opened.seen : watchPage(opened.page)
    await give(opened.page)
    problems.push(...seen.filter((text) => !expectedProblems.some((pattern) => pattern.test(text))))
    await opened.close()
    expect(problems, 'errors of the page').toEqual([])
  },

  checkAccessibility: async ({ app }, give) =>
    give(async (selector) => {
      const builder = new AxeBuilder({ page: app })
      const { violations } = await (selector === undefined ? builder : builder.include(selector)).analyze()
      const short = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)
      expect(short).toEqual([])
    }),
})
