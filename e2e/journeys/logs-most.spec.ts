import type { Locator, Page } from '@playwright/test'
import type { Sandbox } from '../../main/sandbox/types.ts'
import { expect, test } from '../fixtures.ts'
import { startPrivateEngine } from '../rig/engine.ts'

/** One of its own: dozens of rows would push those of other tests out of their tables. */
let own: Sandbox | undefined
test.beforeAll(async () => {
  test.setTimeout(120_000)
  own = await startPrivateEngine({ seed: ['alpine'] })
})
test.afterAll(async () => own?.stop())
// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of a fixture's needs from a pattern
test.use({ host: async ({}, give) => give(own?.host ?? '') })

const dock = (app: Page): Locator => app.getByRole('region', { name: 'Terminals and logs' })

test('more containers than a view takes: it says which are left out, and takes one in when there is room', async ({
  app,
  docker,
  engine,
}) => {
  // Dozens of containers on a machine that may be busy.
  test.slow()
  const word = 'most'
  const nameOf = (n: number) => `${word}-${String(n).padStart(2, '0')}`
  for (let n = 0; n < 68; n++) {
    await engine.call('POST', `/containers/create?name=${nameOf(n)}`, {
      Image: 'alpine:3.20',
      Cmd: ['true'],
      HostConfig: { NetworkMode: 'none' },
    })
  }
  await app.getByRole('searchbox', { name: 'Filter containers' }).fill(word)
  await expect(app.getByRole('row', { name: nameOf(0) })).toBeVisible()
  await app.getByRole('checkbox', { name: 'Select all' }).check()
  const rows = app.getByRole('grid', { name: 'Containers' }).getByRole('row', { name: new RegExp(`^${word}`) })
  await rows.first().click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Logs', exact: true }).click()
  const note = dock(app).getByText('A view takes 64 containers.')
  await expect(note).toContainText(`Left out: ${nameOf(64)}, ${nameOf(65)}, ${nameOf(66)} and 1 more. Choose fewer to see them.`)
  await dock(app).getByRole('button', { name: 'Show all', exact: true }).click()
  await expect(app.getByRole('dialog', { name: 'Left out' }).getByText(nameOf(67))).toBeVisible()
  await app.keyboard.press('Escape')
  await docker('rm', nameOf(3), nameOf(4))
  // Behind the reading of 64 logs on a machine that may be busy.
  await expect(note).toContainText(/Left out: \S+, \S+\. Choose fewer/, { timeout: 30_000 })

  await dock(app).getByRole('button', { name: 'New tab' }).click()
  await app.getByRole('menuitem', { name: 'Logs…', exact: true }).click()
  const dialog = app.getByRole('dialog', { name: 'Logs of which containers?' })
  await dialog.getByRole('searchbox', { name: 'Filter containers' }).fill(word)
  const boxes = dialog.getByRole('checkbox')
  await expect(boxes).toHaveCount(66)
  for (let n = 0; n < 64; n++) await boxes.nth(n).check()
  await expect(dialog.getByText(/^64 are chosen, the most one view takes/)).toBeVisible()
  await expect(boxes.nth(64)).toBeDisabled()
})
