import { defineConfig } from '@playwright/test'
import { CHROMIUM, CHROMIUM_ARGS } from './open-app.ts'

/**
 * Journeys through the app on a real engine: in Chromium over the browser form, and in the desktop window where Electron's program is.
 * The engine is shared by the run (e2e/rig/global-setup.ts); every test has a backend and a page of its own.
 */
export default defineConfig({
  testDir: './journeys',
  outputDir: '../test-results',
  globalSetup: './rig/global-setup.ts',
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    colorScheme: 'dark',
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    // What was done and how the page was built at each step. A film of it as well cost as much as the journey where it is long.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: { executablePath: CHROMIUM, args: CHROMIUM_ARGS },
  },
  projects: [{ name: 'chromium', use: { browserName: 'chromium' } }, { name: 'desktop' }],
})
