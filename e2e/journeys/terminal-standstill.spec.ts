import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { screen, shellInFront } from '../rig/terminal-journey.ts'

const status = (app: Page, words: string) => app.getByRole('status').filter({ hasText: words })

/** However narrow its pane, no button of it lies outside, the terminal keeps a part of it, and nothing scrolls it away. */
async function expectWhole(app: Page, bar: Locator): Promise<void> {
  const size = app.viewportSize()
  const pane = app.locator('[data-pane]').filter({ has: bar })
  await app.setViewportSize({ width: 420, height: 640 })
  const box = await bar.boundingBox()
  for (const button of await bar.getByRole('button').all()) {
    const one = await button.boundingBox()
    expect(one !== null && box !== null && one.x >= box.x && one.x + one.width <= Math.min(420, box.x + box.width)).toBe(true)
  }
  expect((await pane.locator('[data-banners] + *').boundingBox())?.height).toBeGreaterThan(20)
  await pane.evaluate((one) => one.scrollTo(0, 50))
  expect(await pane.evaluate((one) => one.scrollTop)).toBe(0)
  if (size !== null) await app.setViewportSize(size)
}

const made = shellInFront('still')

test('a shell says that its container is paused, restarted or stopped, and what makes it go on', async ({ app, docker }) => {
  const { name } = made
  await docker('pause', name)
  const paused = status(app, 'The container is paused.')
  await paused.getByRole('button', { name: 'Unpause' }).click()
  await expect(paused).toBeHidden()
  await docker('restart', '-t', '0', name)
  const end = status(app, 'The container was restarted.')
  await expect(end).toContainText('Exited with code 137')
  await end.getByRole('button', { name: 'Restart' }).click()
  await expect(end).toBeHidden()
  await expect(screen(app)).toContainText('#')
  await app.keyboard.type('echo kept-$((40+2))')
  await app.keyboard.press('Enter')
  await expect(screen(app)).toContainText('kept-42')
  await docker('stop', '-t', '0', name)
  const stopped = status(app, 'The container does not run.')
  await expect(stopped.getByRole('button', { name: 'Restart' })).toBeDisabled()
  await expectWhole(app, stopped)
  await app.getByRole('textbox', { name: `Terminal of ${name}` }).press('Enter')
  await expect(screen(app)).toContainText('kept-42')
  await expect(app.getByText('The terminal could not be opened')).toBeHidden()
  await stopped.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(stopped).toBeHidden()
  await app.getByRole('textbox', { name: `Terminal of ${name}` }).press('Enter')
  await expect(screen(app)).not.toContainText('kept-42')
  await expect(screen(app)).toContainText('#')
})
