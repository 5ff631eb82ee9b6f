import type { Page } from '@playwright/test'
import { expect, test, uniqueName } from '../fixtures.ts'

const NAME = uniqueName('long')
const ROWS = 60_000
test.afterEach(async ({ docker }) => {
  await docker('rm', '-fv', NAME)
})

async function records(app: Page) {
  await app.keyboard.press('Control+k')
  await app.keyboard.type('recorded logs')
  await app.getByRole('option', { name: 'Recorded logs' }).click()
  return app.getByRole('dialog', { name: 'Recorded logs' }).getByRole('listitem').filter({ hasText: NAME })
}

test('a record longer than what is shown of it is searched whole, and a match opens at its place', async ({
  app,
  docker,
  checkAccessibility,
}) => {
  const lines = `seq 0 ${String(ROWS - 1)} | sed 's/.*/row & of the log/; s/5000 of.*/& Needle/'`
  await docker('run', '-d', '--name', NAME, 'alpine:3.20', 'sh', '-c', `${lines}; sleep 600`)
  await app.getByRole('row', { name: NAME }).click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Record logs', exact: true }).click()
  const row = await records(app)
  await expect(row.getByText(/60,000 lines/)).toBeVisible({ timeout: 30_000 })
  await docker('rm', '-f', NAME)
  await expect(row.getByText('Container is gone')).toBeVisible()
  await row.getByRole('button', { name: `Open the recorded log of ${NAME}` }).click()

  const dock = app.getByRole('region', { name: 'Terminals and logs' })
  const shown = dock.getByRole('log', { name: `Recorded log of ${NAME}` })
  await expect(shown.getByText(`row ${String(ROWS - 1)} of the log`)).toBeVisible()
  await shown.focus()
  await app.keyboard.press('Control+f')
  const find = dock.getByRole('search', { name: 'Find' })
  await find.getByRole('searchbox', { name: 'Find in logs' }).fill('needle')
  // What is loaded does not reach back to the first of them.
  await expect(find.getByText(/5 lines/)).toBeVisible()
  await find.getByRole('button', { name: 'Search the whole record' }).click()

  const panel = dock.getByRole('region', { name: 'Search the whole record' })
  await expect(panel.getByText('6 matches', { exact: true })).toBeVisible()
  await expect(panel.getByText(/^60,000 lines read/)).toBeVisible()
  await checkAccessibility('[aria-label="Terminals and logs"]')
  await panel.getByRole('button', { name: /row 5000 of the log Needle/ }).click()
  const around = dock.getByRole('log', { name: /^Around / })
  await expect(around.getByText('row 5000 of the log Needle')).toBeVisible()
  await expect(around.getByText('row 4999 of the log', { exact: true })).toBeVisible()
  await expect(around.getByText('row 5001 of the log', { exact: true })).toBeVisible()
  await expect(around).toBeFocused()
  await checkAccessibility('[aria-label="Terminals and logs"]')
  await dock.getByRole('button', { name: 'Back to the record' }).click()
  await expect(around).toHaveCount(0)
  await panel.getByRole('searchbox', { name: 'Search whole logs for' }).press('Escape')
  await expect(panel).toHaveCount(0)
  await expect(shown).toBeFocused()

  // Removed while it is open, it cannot be searched any more, and that is said.
  await app.keyboard.press('Control+f')
  await find.getByRole('searchbox', { name: 'Find in logs' }).fill('needle')
  await records(app)
  await row.getByRole('button', { name: `Remove the recorded log of ${NAME}` }).click()
  await app.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(row).toBeHidden()
  await app.keyboard.press('Escape')
  await find.getByRole('button', { name: 'Search the whole record' }).click()
  // Whoever recorded it may not have heard yet that the container is gone: then there is nothing in it.
  await expect(async () => {
    await panel.getByRole('button', { name: 'Search', exact: true }).click()
    await expect(panel.getByRole('alert').getByText(/This recorded log is no longer kept/)).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 30_000 })
})
