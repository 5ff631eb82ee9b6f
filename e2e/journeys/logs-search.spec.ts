import { expect, test, uniqueName } from '../fixtures.ts'

const NAME = uniqueName('whole')
test.afterEach(async ({ docker }) => {
  await docker('rm', '-fv', NAME)
})

test('searches everything the engine has, opens a match at its place and leads back to the live log', async ({
  app,
  docker,
  checkAccessibility,
}) => {
  const lines = `seq 0 29999 | sed 's/.*/row & of the log/; s/000 of.*/& Needle/'`
  await docker('run', '-d', '--name', NAME, 'alpine:3.20', 'sh', '-c', `${lines}; sleep 600`)
  await app.getByRole('row', { name: NAME }).click()
  await app.getByRole('button', { name: 'Logs', exact: true }).first().click()
  const dock = app.getByRole('region', { name: 'Terminals and logs' })
  const live = dock.getByRole('log', { name: `Logs of ${NAME}` })
  await expect(live.getByText('row 29999 of the log')).toBeVisible()
  await live.focus()
  await app.keyboard.press('Control+f')
  await dock.getByRole('searchbox', { name: 'Find in logs' }).fill('needle')
  await dock.getByRole('button', { name: 'Search everything the engine has' }).click()

  const panel = dock.getByRole('region', { name: 'Search everything the engine has' })
  await expect(panel.getByText('29 matches', { exact: true })).toBeVisible()
  await expect(panel.getByText(/^30,000 lines read/)).toBeVisible()
  await checkAccessibility('[aria-label="Terminals and logs"]')
  await panel.getByRole('button', { name: /row 5000 of the log Needle/ }).click()
  const around = dock.getByRole('log', { name: /^Around / })
  await expect(around.getByText('row 5000 of the log Needle')).toBeVisible()
  await expect(around.getByText('row 4999 of the log', { exact: true })).toBeVisible()
  await expect(around.getByText('row 5001 of the log', { exact: true })).toBeVisible()
  await expect.poll(() => app.evaluate(() => CSS.highlights.get('gantry-log-current')?.size)).toBe(1)
  await expect(around).toBeFocused()
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
