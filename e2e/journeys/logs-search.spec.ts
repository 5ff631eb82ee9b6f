import { expect, test, uniqueName } from '../fixtures.ts'
import { containers, openLog, openRow, rows, searchWhole } from '../rig/log-journey.ts'

const start = containers()

test('searches everything the engine has, opens a match at its place and leads back to the live log', async ({
  app,
  docker,
  checkAccessibility,
}) => {
  const name = uniqueName('whole')
  await start(docker, name, rows(30_000, '000'))
  const live = await openLog(app, name)
  await expect(live.getByText('row 29999 of the log')).toBeVisible()
  const panel = await searchWhole(app, live, 'needle', 'Search everything the engine has')
  await expect(panel.getByText('29 matches', { exact: true })).toBeVisible()
  await expect(panel.getByText(/^30,000 lines read/)).toBeVisible()
  await checkAccessibility('[aria-label="Terminals and logs"]')
  const around = await openRow(app, panel, 5000)
  await expect(app.getByText('1,000 lines before the match, 1,000 from it on · from the engine · not following')).toBeVisible()
  await expect.poll(() => app.evaluate(() => CSS.highlights.get('gantry-log-current')?.size)).toBe(1)
  await checkAccessibility('[aria-label="Terminals and logs"]')

  // By keyboard alone: down the list, the next place, and back.
  await panel.getByRole('button', { name: /row 5000 of/ }).focus()
  await app.keyboard.press('ArrowDown')
  await app.keyboard.press('Enter')
  await expect(around.getByText('row 6000 of the log Needle')).toBeVisible()
  await expect(around).toBeFocused()
  await app.keyboard.press('Escape')
  await expect(around).toHaveCount(0)
  await expect(live.getByText('row 29999 of the log')).toBeVisible()

  const field = panel.getByRole('searchbox', { name: 'Search whole logs for' })
  await field.fill('row 2\\d\\d of')
  await field.press('Enter')
  await expect(panel.getByText('No match', { exact: true })).toBeVisible()
  await panel.getByRole('button', { name: 'Regular expression' }).click()
  await panel.getByRole('button', { name: 'Search', exact: true }).click()
  await expect(panel.getByText('100 matches', { exact: true })).toBeVisible()
  await field.fill('(')
  await field.press('Enter')
  await expect(panel.getByText(/not a regular expression/)).toBeVisible()
  await field.press('Escape')
  await expect(panel).toHaveCount(0)
  await expect(live).toBeFocused()
})
