import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
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

/** The tools of a live log, on a record of which only the newest lines are shown: a time further back, the newest lines, saving. */
async function useTools(app: Page, shown: Locator, stamp: string, row: string): Promise<void> {
  const dock = dockOf(app)
  await dock.getByRole('button', { name: 'Time stamps' }).click()
  await app.getByRole('menuitemradio', { name: 'Relative (2 min ago)' }).click()
  await app.keyboard.press('Escape')
  await expect(shown.getByText(/^\d+ (sec|min)\. ago/).first()).toBeVisible()
  const wrap = dock.getByRole('button', { name: 'Wrap lines' })
  await wrap.click()
  await expect(wrap).toHaveAttribute('aria-pressed', 'false')
  await wrap.click()

  const range = app.getByRole('dialog', { name: 'Time and lines' })
  await dock.getByRole('button', { name: 'Time and lines' }).click()
  await range.getByRole('textbox', { name: 'Go to a time' }).fill(stamp)
  await app.keyboard.press('Enter')
  await expect(shown.getByText(row, { exact: true })).toBeVisible()
  await expect(shown).toBeFocused()
  await expect(dock.getByText(/the first 50,000 lines from there on; there are more · recorded/)).toBeVisible()
  // The part that is shown outlives a reload.
  await app.reload()
  await expect(dock.getByRole('button', { name: /^Remove range: from / })).toBeVisible()
  await expect(dock.getByText(/the first 50,000 lines from there on/)).toBeVisible()
  await dock.getByRole('button', { name: 'Time and lines' }).click()
  await range.getByRole('radio', { name: 'Newest lines' }).click()
  await range.getByRole('textbox', { name: 'Lines', exact: true }).fill('2')
  await range.getByRole('button', { name: 'Apply' }).click()
  await expect(dock.getByText('2 lines · recorded')).toBeVisible()

  // The browser's own dialog cannot be answered here: without it the file is downloaded.
  await app.evaluate(
    () => Reflect.deleteProperty(globalThis, 'showSaveFilePicker') && Reflect.deleteProperty(Window.prototype, 'showSaveFilePicker'),
  )
  const save = async (...path: string[]) => {
    const download = app.waitForEvent('download')
    await dock.getByRole('button', { name: 'Save', exact: true }).click()
    for (const [depth, label] of path.entries()) {
      const items = app.getByRole('menuitem', { name: label, exact: true })
      // The ways to save stand in the menu and again in the one that opens beside it.
      if (depth > 0) await expect(items).toHaveCount(2)
      await items.last().click()
    }
    return (await readFile(await (await download).path())).toString().trimEnd().split('\n')
  }
  expect(await save('Save as logged')).toHaveLength(ROWS)
  const held = await save('What is shown', 'Save as JSON lines')
  expect(held.map((one) => (JSON.parse(one) as { line: string }).line)).toEqual(
    [ROWS - 2, ROWS - 1].map((at) => `row ${String(at)} of the log`),
  )
  await dock.getByRole('button', { name: /^Remove range: / }).click()
  // Each word of its end takes the place of a line; how many there are depends on what the recorder heard first.
  await expect(shown.getByText(`row ${String(ROWS - 1)} of the log`, { exact: true })).toBeVisible()
  await expect(async () => {
    const words = await shown.getByText(new RegExp(`${NAME} (stopped|was removed)`)).count()
    const newest = `newest ${(50_000 - words).toLocaleString('en')} of 60,000 lines · recorded`
    await expect(dock.getByText(newest)).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 10_000 })
}

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
  const logged = (await docker('logs', '--timestamps', NAME)).split('\n')
  await docker('rm', '-f', NAME)
  await expect(row.getByText('Container is gone')).toBeVisible()
  await row.getByRole('button', { name: `Open the recorded log of ${NAME}` }).click()

  const dock = dockOf(app)
  const shown = dock.getByRole('log', { name: `Recorded log of ${NAME}` })
  await expect(shown.getByText(`row ${String(ROWS - 1)} of the log`)).toBeVisible()
  const [stamp = '', ...line] = logged[4000]?.split(' ') ?? []
  await useTools(app, shown, stamp, line.join(' '))
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
  const foot = dock.getByText(/of 60,000 lines · recorded/)
  await expect(dock.getByText('1,000 lines before the match, 1,000 from it on · recorded · not following')).toBeVisible()
  // That of the record lies below, with its lines.
  await expect(foot.locator('xpath=ancestor::*[@inert]')).toHaveCount(1)
  await checkAccessibility('[aria-label="Terminals and logs"]')
  await dock.getByRole('button', { name: 'Back to the record' }).click()
  await expect(around).toHaveCount(0)
  await expect(foot.locator('xpath=ancestor::*[@inert]')).toHaveCount(0)
  await expect(foot).toBeVisible()
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
