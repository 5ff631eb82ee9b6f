import type { Locator, Page } from '@playwright/test'
import { expect, test, uniqueName } from '../fixtures.ts'

/** The lines of the terminals that are seen, as a screen reader is given them. */
export const screens = (app: Page): Locator => app.locator('.xterm-accessibility-tree').locator('visible=true')
/** Those of the terminal in front. */
export const screen = (app: Page): Locator => app.getByRole('tabpanel').locator('.xterm-accessibility-tree').locator('visible=true')

export async function typed(app: Page, line: string): Promise<void> {
  await app.keyboard.type(line)
  await app.keyboard.press('Enter')
}

/** In screen-reader mode the lines stand in the page; the graphics show them in any mode. */
export const readable = (app: Page): Promise<void> => app.evaluate(() => localStorage.setItem('gantry.terminal.reader', 'yes'))

/** Opens a shell in a container by its row, and waits for its prompt. */
export async function openShell(app: Page, name: string): Promise<void> {
  await app.getByRole('row', { name }).click()
  await app.getByRole('button', { name: 'Terminal', exact: true }).click()
  await expect(app.getByRole('textbox', { name: `Terminal of ${name}` })).toBeFocused()
  await expect(screens(app)).toContainText('#')
}

/** For each test of the file, or of the suite, a container of its own with a shell of it in front. Its name stands within the test. */
export function shellInFront(word: string): { readonly name: string } {
  const made = { name: '' }
  test.beforeEach(async ({ app, docker }) => {
    made.name = uniqueName(word)
    await docker('run', '-d', '--name', made.name, 'alpine:3.20', 'sleep', '600')
    await readable(app)
    await openShell(app, made.name)
  })
  test.afterEach(async ({ docker }) => void (await docker('rm', '-f', made.name)))
  return made
}
