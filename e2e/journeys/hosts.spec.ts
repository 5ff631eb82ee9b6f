import { mkdir, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test, uniqueName } from '../fixtures.ts'
import { socketOf, testHost } from '../rig/engine.ts'

test.skip(({ served }) => served === null, 'the home of the desktop app is not known here')

const made: string[] = []
test.afterEach(async ({ docker }) => {
  if (made.length > 0) await docker('rm', '-f', ...made.splice(0))
})

test('going to another host asks when work would end, and keeps what terminals showed', async ({
  app,
  served,
  docker,
  checkAccessibility,
}) => {
  // The same engine at another address is another host to Gantry.
  const other = join(dirname(served?.dataDir ?? ''), '.rd', 'docker.sock')
  await mkdir(dirname(other), { recursive: true })
  await symlink(socketOf(testHost()), other)
  const name = uniqueName('stay')
  made.push(name)
  await docker('run', '-d', '--name', name, 'alpine:3.20', 'sh', '-c', 'echo a line of its log; sleep 600')
  const dock = app.getByRole('region', { name: 'Terminals and logs' })
  // A menu offers what the row allowed when it was opened.
  await expect(app.getByRole('row', { name })).toContainText('Up')
  await app.getByRole('row', { name }).click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Terminal', exact: true }).click()
  await expect(dock.getByRole('textbox').first()).toBeFocused()
  await app.keyboard.type('echo kept-$((40+2))\n')
  await expect(dock.getByText('kept-42')).toBeVisible()

  const chip = app.getByRole('button', { name: /^Docker host/ })
  const choose = async () => {
    await chip.click()
    await app.getByRole('menuitem', { name: other }).click()
  }
  await choose()
  const question = app.getByRole('alertdialog', { name: /^Go to / })
  await expect(question.getByText(`${name} · ash`)).toBeVisible()
  await checkAccessibility()
  await question.getByRole('button', { name: 'Stay' }).click()
  await expect(question).toBeHidden()
  expect(await docker('top', name)).toContain('ash')

  await choose()
  await question.getByRole('button', { name: 'Switch' }).click()
  await expect(question).toBeHidden()
  await expect(app.getByRole('row', { name })).toBeVisible()
  await expect(dock.getByText('kept-42')).toBeVisible()
  await expect(dock.getByText('Ended because another host was chosen')).toBeVisible()
  await expect.poll(() => docker('top', name)).not.toContain('ash')

  // Nothing runs any more: nothing to ask.
  await chip.click()
  await app.getByRole('menuitem', { name: socketOf(testHost()) }).click()
  await expect(chip).toHaveAttribute('title', testHost())
  await expect(question).toBeHidden()
})
