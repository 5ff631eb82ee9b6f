import { expect, test, uniqueName } from '../fixtures.ts'

test('a stop that removes is asked about', async ({ app, docker }) => {
  const name = uniqueName('once')
  await docker('run', '-d', '--rm', '--name', name, 'alpine:3.20', 'sleep', '600')
  await app.getByRole('row', { name }).click()
  const inspector = app.locator('[data-container-inspector]')
  await inspector.getByRole('button', { name: 'Stop', exact: true }).click()
  const dialog = app.getByRole('alertdialog', { name: 'Stop and so remove this container?' })
  await expect(dialog).toContainText(name)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  expect(await docker('ps', '-q', '--filter', `name=${name}`)).not.toBe('')
  await inspector.getByRole('button', { name: 'Stop', exact: true }).click()
  await dialog.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(app.getByRole('row', { name })).toBeHidden({ timeout: 20_000 })
})
