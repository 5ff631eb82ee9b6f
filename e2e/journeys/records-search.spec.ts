import { expect, test, uniqueName } from '../fixtures.ts'
import {
  containers,
  dock as dockOf,
  expectClearOfNotice,
  openRow,
  record,
  recordRow,
  recordsDialog,
  rows,
  searchWhole,
} from '../rig/log-journey.ts'

const NAME = uniqueName('long')
const ROWS = 60_000
const start = containers()

test('a record longer than what is shown of it is searched whole, and a match opens at its place', async ({
  app,
  docker,
  checkAccessibility,
}) => {
  await start(docker, NAME, rows(ROWS, '5000'))
  await record(app, NAME)
  await expectClearOfNotice(app, `Recording ${NAME}`)
  const row = recordRow(app, NAME)
  await expect(row.getByText(/60,000 lines/)).toBeVisible({ timeout: 30_000 })
  await docker('rm', '-f', NAME)
  await expect(row.getByText('Container is gone')).toBeVisible()
  await row.getByRole('button', { name: `Open the recorded log of ${NAME}` }).click()

  const dock = dockOf(app)
  const shown = dock.getByRole('log', { name: `Recorded log of ${NAME}` })
  await expect(shown.getByText(`row ${String(ROWS - 1)} of the log`)).toBeVisible()
  const find = dock.getByRole('search', { name: 'Find' })
  await shown.focus()
  await app.keyboard.press('Control+f')
  await find.getByRole('searchbox', { name: 'Find in logs' }).fill('needle')
  // What is loaded does not reach back to the first of them.
  await expect(find.getByText(/5 lines/)).toBeVisible()
  const panel = await searchWhole(app, shown, 'needle', 'Search the whole record')
  await expect(panel.getByText('6 matches', { exact: true })).toBeVisible()
  await expect(panel.getByText(/^60,000 lines read/)).toBeVisible()
  await checkAccessibility('[aria-label="Terminals and logs"]')
  const around = await openRow(app, panel, 5000)
  await checkAccessibility('[aria-label="Terminals and logs"]')
  await dock.getByRole('button', { name: 'Back to the record' }).click()
  await expect(around).toHaveCount(0)
  await panel.getByRole('searchbox', { name: 'Search whole logs for' }).press('Escape')
  await expect(panel).toHaveCount(0)
  await expect(shown).toBeFocused()

  // Removed while it is open, it cannot be searched any more, and that is said.
  await app.keyboard.press('Control+f')
  await find.getByRole('searchbox', { name: 'Find in logs' }).fill('needle')
  await recordsDialog(app)
  await row.getByRole('button', { name: `Remove the recorded log of ${NAME}` }).click()
  await app.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(row).toBeHidden()
  await expect(app.getByRole('alertdialog')).toBeHidden()
  await app.keyboard.press('Escape')
  await expect(app.getByRole('dialog')).toBeHidden()
  await find.getByRole('button', { name: 'Search the whole record' }).click()
  // Whoever recorded it may not have heard yet that the container is gone: then there is nothing in it.
  await expect(async () => {
    await panel.getByRole('button', { name: 'Search', exact: true }).click()
    await expect(panel.getByRole('alert').getByText(/This recorded log is no longer kept/)).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 30_000 })
})
