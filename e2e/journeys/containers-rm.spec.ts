import { expect, test, uniqueName } from '../fixtures.ts'

test('a stop that removes is asked about', async ({ app, docker }) => {
  const name = uniqueName('once')
  // Without its signal the engine waits ten seconds for what minds no other.
  await docker('run', '-d', '--rm', '--stop-signal', 'SIGKILL', '--name', name, 'alpine:3.20', 'sleep', '600')
  await app.getByRole('row', { name }).click()
  const inspector = app.locator('[data-container-inspector]')
  await inspector.getByRole('button', { name: 'Stop', exact: true }).click()
  const dialog = app.getByRole('alertdialog', { name: 'Stop and so remove this container?' })
  await expect(dialog).toContainText(name)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  expect(await docker('ps', '-q', '--filter', `name=${name}`)).not.toBe('')
  await inspector.getByRole('button', { name: 'Stop', exact: true }).click()
  await dialog.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(app.getByRole('row', { name })).toBeHidden()
})

test('of a mixed choice the stop names what it removes, and keeps the others', async ({ app, docker, checkAccessibility }) => {
  const once = [uniqueName('mixed-once'), uniqueName('mixed-once')]
  const plain = [uniqueName('mixed-plain'), uniqueName('mixed-plain')]
  const options = ['-d', '--stop-signal', 'SIGKILL']
  const image = ['alpine:3.20', 'sleep', '600']
  for (const name of once) await docker('run', ...options, '--rm', '--name', name, ...image)
  for (const name of plain) await docker('run', ...options, '--name', name, ...image)
  await app.getByRole('searchbox', { name: 'Filter containers' }).fill('mixed-')
  for (const name of [...once, ...plain]) {
    await expect(app.getByRole('row', { name })).toContainText('Up')
    await app.getByRole('row', { name }).click({ modifiers: ['Control'] })
  }
  const bar = app.getByRole('toolbar', { name: '4 selected' })
  await bar.getByRole('button', { name: 'Stop', exact: true }).click()
  const dialog = app.getByRole('alertdialog', { name: 'Stop and so remove 2 containers?' })
  for (const name of once) await expect(dialog.getByText(name)).toBeVisible()
  for (const name of plain) await expect(dialog.getByText(name)).toBeHidden()
  await expect(dialog).toContainText('2 others are stopped and stay')
  await checkAccessibility('[role=alertdialog]')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(bar, 'the choice is kept').toBeVisible()
  expect((await docker('ps', '-q', '--filter', 'name=mixed-')).trim().split('\n')).toHaveLength(4)

  await bar.getByRole('button', { name: 'Stop', exact: true }).click()
  await dialog.getByRole('button', { name: 'Stop', exact: true }).click()
  for (const name of once) await expect(app.getByRole('row', { name })).toBeHidden()
  for (const name of plain) await expect(app.getByRole('row', { name })).toContainText('Exited')
  await expect(app.getByRole('toolbar', { name: '2 selected' })).toBeVisible()
  await docker('rm', ...plain)
})
