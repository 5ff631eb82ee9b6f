import { mkdir, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test, uniqueName } from '../fixtures.ts'
import { socketOf, testHost } from '../rig/engine.ts'
import { dock, openLog } from '../rig/log-journey.ts'

test.skip(({ served }) => served === null, 'the home of the desktop app is not known here')

const made: string[] = []
test.afterEach(async ({ docker }) => {
  if (made.length > 0) await docker('rm', '-f', ...made.splice(0))
})

/** The same engine at another address is another host to Gantry. */
async function anotherAddress(served: { dataDir: string } | null): Promise<string> {
  const other = join(dirname(served?.dataDir ?? ''), '.rd', 'docker.sock')
  await mkdir(dirname(other), { recursive: true })
  await symlink(socketOf(testHost()), other)
  return other
}

test('going to another host asks when work would end, and keeps what terminals showed', async ({
  app,
  served,
  docker,
  checkAccessibility,
}) => {
  const other = await anotherAddress(served)
  const name = uniqueName('stay')
  made.push(name)
  await docker('run', '-d', '--name', name, 'alpine:3.20', 'sh', '-c', 'echo a line of its log; sleep 600')
  const terminals = dock(app)
  // A menu offers what the row allowed when it was opened.
  await expect(app.getByRole('row', { name })).toContainText('Up')
  await app.getByRole('row', { name }).click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Terminal', exact: true }).click()
  await expect(terminals.getByRole('textbox').first()).toBeFocused()
  await app.keyboard.type('echo kept-$((40+2))\n')
  await expect(terminals.getByText('kept-42')).toBeVisible()

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
  await expect(terminals.getByText('kept-42')).toBeVisible()
  await expect(terminals.getByText('Ended because another host was chosen')).toBeVisible()
  await expect.poll(() => docker('top', name)).not.toContain('ash')

  // Nothing runs any more: nothing to ask.
  await chip.click()
  await app.getByRole('menuitem', { name: socketOf(testHost()) }).click()
  await expect(chip).toHaveAttribute('title', testHost())
  await expect(question).toBeHidden()
})

test('the log of a container stays with its host when another is chosen, whichever part of it is shown then', async ({
  app,
  served,
  docker,
}) => {
  const other = await anotherAddress(served)
  const name = uniqueName('stay')
  made.push(name)
  await docker('run', '-d', '--name', name, 'alpine:3.20', 'sh', '-c', 'echo a line of its log; sleep 600')
  const view = await openLog(app, name)
  await expect(view.getByText('a line of its log')).toBeVisible()
  const chip = app.getByRole('button', { name: /^Docker host/ })
  const choose = async (address: string) => {
    await chip.click()
    await app.getByRole('menuitem', { name: address }).click()
    await expect(chip).toHaveAttribute('title', `unix://${address}`)
  }
  const away = dock(app).getByText(/waiting: another host is chosen/)
  await choose(other)
  await expect(away).toBeVisible()
  await dock(app).getByRole('button', { name: 'Time and lines' }).click()
  const range = app.getByRole('dialog', { name: 'Time and lines' })
  await range.getByRole('radio', { name: 'Newest lines' }).click()
  await range.getByRole('textbox', { name: 'Lines of each container' }).fill('5')
  await range.getByRole('button', { name: 'Apply' }).click()
  await expect(dock(app).getByText('newest 5 lines')).toBeVisible()
  await expect(away).toBeVisible()
  await expect(view.getByText('a line of its log')).toHaveCount(0)
  await choose(socketOf(testHost()))
  await expect(view.getByText('a line of its log')).toBeVisible()
  await expect(away).toHaveCount(0)
})
