import { type Browser, chromium, type Page } from '@playwright/test'
import { type ServeOptions, serveApp } from './serve-app.ts'

/** Chromium of the system; `CHROMIUM_PATH` names another. */
export const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

export type OpenOptions = ServeOptions & {
  language?: 'en' | 'ru'
  theme?: 'dark' | 'light'
  width?: number
  height?: number
}

export type OpenApp = {
  page: Page
  /** What the page threw or wrote to the console as an error. */
  problems: string[]
  close(): Promise<void>
}

/** Collects everything a page must not do: uncaught errors, console errors, policy violations. */
export function watchPage(page: Page): string[] {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`)
  })
  return problems
}

/** The app on a backend of its own in a headless browser of its own: for scripts and screenshots outside the test runner. */
export async function openApp(options: OpenOptions = {}): Promise<OpenApp> {
  const { language = 'en', theme = 'dark', width = 1440, height = 900, ...rest } = options
  const served = await serveApp(rest)
  let browser: Browser | undefined
  const close = async () => {
    await browser?.close()
    await served.stop()
  }
  try {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGS })
    const page = await browser.newPage({
      locale: language === 'ru' ? 'ru-RU' : 'en-US',
      colorScheme: theme,
      viewport: { width, height },
    })
    const problems = watchPage(page)
    await page.goto(served.link)
    return { page, problems, close }
  } catch (error) {
    await close()
    throw error
  }
}
