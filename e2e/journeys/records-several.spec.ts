import { expect, test, uniqueName } from '../fixtures.ts'
import { containers, dock, openLog, openRow, record, recordRow, recordsDialog, rows, searchWhole } from '../rig/log-journey.ts'

const start = containers()

test('several records are searched at once from their list: chosen ones, or all that match; a match opens at its place', async ({
  app,
  docker,
  checkAccessibility,
}) => {
  const word = uniqueName('pile')
  const names = ['one', 'two', 'three'].map((part) => `${word}-${part}`)
  const [one = '', two = '', three = ''] = names
  for (const name of names) {
    await start(docker, name, rows(3000, name === three ? '2999' : '500'))
    await record(app, name)
  }
  const dialog = await recordsDialog(app)
  for (const name of names) await expect(recordRow(app, name).getByText(/3,000 lines/)).toBeVisible({ timeout: 30_000 })
  await docker('rm', '-f', one)
  await dialog.getByRole('searchbox', { name: 'Filter recorded logs' }).fill(word)
  await expect(dialog.getByRole('button', { name: 'Search 3 logs that match' })).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Remove 3 logs that match' })).toBeVisible()
  const box = (name: string) => dialog.getByRole('checkbox', { name: `Choose the recorded log of ${name}` })
  await box(one).click()
  await expect(dialog.getByRole('button', { name: 'Search 1 chosen log' })).toBeVisible()
  await box(two).click()
  await checkAccessibility('[role="dialog"]')
  await dialog.getByRole('button', { name: 'Search 2 chosen logs' }).click()

  const panel = dock(app).getByRole('region', { name: 'Search recorded logs' })
  const field = panel.getByRole('searchbox', { name: 'Search whole logs for' })
  await expect(field).toBeFocused()
  await field.fill('needle')
  await field.press('Enter')
  await expect(panel.getByText('6 matches', { exact: true })).toBeVisible()
  await expect(panel.getByText('2 of 2 logs')).toBeVisible()
  const found = panel.getByRole('list', { name: 'Matches in whole logs' })
  await expect(found.getByRole('button', { name: new RegExp(`${one} ?row 500 `) })).toHaveCount(1)
  const times = await found.locator('time').evaluateAll((all) => all.map((one) => one.getAttribute('title') ?? ''))
  expect(times).toHaveLength(6)
  expect(times).toEqual([...times].sort())
  await checkAccessibility('[aria-label="Terminals and logs"]')
  // Of the one whose container is gone.
  const place = found.getByRole('button', { name: new RegExp(`${one} ?row 1500 `) })
  await place.focus()
  await app.keyboard.press('Enter')
  const around = dock(app).getByRole('log', { name: /^Around / })
  await expect(around).toHaveAccessibleName(new RegExp(one))
  await expect(around.getByText('row 1499 of the log', { exact: true })).toBeVisible()
  await expect(around.getByText('row 1501 of the log', { exact: true })).toBeVisible()
  await expect(around).toBeFocused()
  await app.keyboard.press('Escape')
  await expect(around).toHaveCount(0)

  // All that match, over a range by keyboard as well.
  await recordsDialog(app)
  await dialog.getByRole('searchbox', { name: 'Filter recorded logs' }).fill(word)
  const boxes = dialog.getByRole('listitem').getByRole('checkbox')
  await boxes.first().focus()
  await app.keyboard.press('Space')
  await boxes.last().focus()
  await app.keyboard.press('Shift+Space')
  await expect(dialog.getByRole('button', { name: 'Search 3 chosen logs' })).toBeVisible()
  await dialog.getByRole('checkbox', { name: 'Choose all' }).click()
  await dialog.getByRole('button', { name: 'Search 3 logs that match' }).click()
  await panel.getByRole('searchbox', { name: 'Search whole logs for' }).fill('needle')
  await panel.getByRole('button', { name: 'Search', exact: true }).click()
  await expect(panel.getByText('7 matches', { exact: true })).toBeVisible()
  // The choice outlives a reload.
  await app.reload()
  await panel.getByRole('searchbox', { name: 'Search whole logs for' }).fill('2999')
  await panel.getByRole('button', { name: 'Search', exact: true }).click()
  await expect(panel.getByText('3 matches', { exact: true })).toBeVisible()
  await recordsDialog(app)
  for (const name of names) await dialog.getByRole('button', { name: `Stop recording ${name}` }).click()
})

test('a live log is searched together with what was recorded of an earlier container of its name', async ({
  app,
  docker,
  checkAccessibility,
}) => {
  const name = uniqueName('again')
  const first = await start(docker, name, rows(2000, '500'))
  await record(app, name)
  await recordsDialog(app)
  await expect(recordRow(app, name).getByText(/2,000 lines/)).toBeVisible({ timeout: 30_000 })
  await app.keyboard.press('Escape')
  await docker('rm', '-f', name)
  const second = await start(docker, name, 'echo the needle of a second life; sleep 600')
  const live = await openLog(app, name)
  await expect(live.getByText('the needle of a second life')).toBeVisible()
  const dialog = await recordsDialog(app)
  await expect(recordRow(app, name)).toHaveCount(2)
  // Both bear its name: they are one group, and each is told by its container.
  const group = dialog.getByRole('list', { name: `Recorded logs of ${name}`, exact: true })
  await expect(group.getByRole('listitem')).toHaveText([
    new RegExp(`^.*${second.slice(0, 12)}`),
    new RegExp(`^.*${first.slice(0, 12)}.*2,000 lines`),
  ])
  await expect(dialog.getByText(/^2 containers of this name · .* 2,001 lines/)).toBeVisible()
  await dialog.getByRole('checkbox', { name: `Choose all recorded logs of ${name}` }).click()
  await expect(dialog.getByRole('button', { name: 'Search 2 chosen logs' })).toBeVisible()
  await checkAccessibility('[role="dialog"]')
  await group.getByRole('button', { name: `Open the recorded log of ${name} · ${first.slice(0, 6)}…` }).click()
  await expect(dock(app).getByRole('tab', { name: new RegExp(`^Recorded: ${name} · ${first.slice(0, 6)}… · `) })).toBeVisible()
  await expect(dock(app).getByRole('log', { name: `Recorded log of ${name} · ${first.slice(0, 6)}…` })).toBeVisible()
  await dock(app)
    .getByRole('tab', { name: `${name} · logs` })
    .click()
  const panel = await searchWhole(app, live, 'needle', 'Search everything the engine has')
  await expect(panel.getByText('3 matches', { exact: true })).toBeVisible()
  await expect(panel.getByText(`${name} · ${first.slice(0, 6)}… · recorded`)).toHaveCount(2)
  const around = await openRow(app, panel, 1500)
  await dock(app).getByRole('button', { name: 'Back to the live log' }).click()
  await expect(around).toHaveCount(0)
  const also = panel.getByRole('checkbox', { name: /^Also 2 recorded logs/ })
  await also.uncheck()
  await expect(panel.getByText('1 match', { exact: true })).toBeVisible()
  await also.check()
  await expect(panel.getByText('3 matches', { exact: true })).toBeVisible()
})
