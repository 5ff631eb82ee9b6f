import { expect, test, uniqueName } from '../fixtures.ts'

let name = ''

test.beforeEach(async ({ app, docker }) => {
  name = uniqueName('form')
  await docker('run', '-dit', '--name', name, 'alpine:3.20', 'sh')
  await app.evaluate(() => localStorage.setItem('gantry.terminal.reader', 'yes'))
  await app.getByRole('row', { name }).click()
  await app.getByRole('tab', { name: 'Terminal' }).click()
  await app.getByRole('button', { name: 'Open terminal…' }).click()
})
test.afterEach(async ({ docker }) => void (await docker('rm', '-f', name)))

test('opens as another user in a folder with an environment, and keeps what was typed when that fails', async ({ app }) => {
  const dialog = app.getByRole('dialog', { name: `Open terminal in ${name}` })
  const open = dialog.getByRole('button', { name: 'Open', exact: true })
  await expect(dialog.getByText(/Found in this image: .*ash, .*sh\./)).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Working folder' }).fill('tmp')
  await open.click()
  await expect(dialog.getByText('Begin with /.')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Working folder' }).fill('/tmp')
  await dialog.getByRole('textbox', { name: 'User' }).fill('nobody-here')
  await open.click()
  await expect(dialog.getByRole('alert')).toContainText('There is no user nobody-here')
  await dialog.getByRole('textbox', { name: 'User' }).fill('12:34')
  await dialog.getByRole('textbox', { name: 'Environment' }).fill('GREETING=a=b c')
  await open.click()
  await expect(dialog).toHaveCount(0)
  const screen = app.locator('.xterm-accessibility-tree').locator('visible=true')
  await expect(screen).toContainText('$')
  await app.getByRole('textbox', { name: `Terminal of ${name}` }).focus()
  await app.keyboard.type('echo "$(id -u):$(id -g) $(pwd) <$GREETING>"')
  await app.keyboard.press('Enter')
  await expect(screen).toContainText('12:34 /tmp <a=b c>')
})

test('a privileged shell is refused where nobody can be asked', async ({ app, served }) => {
  test.skip(served === null, 'the desktop app asks by a dialog of the system')
  const dialog = app.getByRole('dialog', { name: `Open terminal in ${name}` })
  await dialog.getByRole('checkbox', { name: /^Privileged/ }).check()
  await dialog.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(dialog.getByRole('alert')).toContainText('--allow-dangerous')
})

test('looks on at the main process without a key reaching it', async ({ app, docker }) => {
  const dialog = app.getByRole('dialog', { name: `Open terminal in ${name}` })
  // From a row's menu: the form would give the keyboard back to the table.
  await app.keyboard.press('Escape')
  await app.getByRole('row', { name }).click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Open terminal…' }).click()
  await dialog.getByText('Attach', { exact: true }).click()
  await dialog.getByRole('checkbox', { name: /^Look on only/ }).check()
  await dialog.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(app.getByRole('note')).toContainText('Looking on only')
  await expect(app.getByRole('textbox', { name: `Terminal of ${name}` }), 'the keyboard is where one looks').toBeFocused()
  const screen = app.locator('.xterm-accessibility-tree').locator('visible=true')
  await expect(screen).toContainText('#')
  await app.keyboard.type('exit')
  await app.keyboard.press('Enter')
  // A round trip through the same container shows that what was typed had its chance.
  await docker('exec', name, 'true')
  expect((await docker('inspect', '-f', '{{.State.Running}}', name)).trim()).toBe('true')
  await expect(screen).not.toContainText('exit')
})

test('keeps what was typed out of the page, and restarts with it after a reload', async ({ app }) => {
  const dialog = app.getByRole('dialog', { name: `Open terminal in ${name}` })
  await dialog.getByRole('textbox', { name: 'Environment' }).fill('TOKEN=hush-hush')
  await dialog.getByRole('button', { name: 'Open', exact: true }).click()
  const screen = app.locator('.xterm-accessibility-tree').locator('visible=true')
  const input = app.getByRole('textbox', { name: `Terminal of ${name}` })
  const say = async (line: string) => {
    await input.focus()
    await app.keyboard.type(line)
    await app.keyboard.press('Enter')
  }
  await expect(screen).toContainText('#')
  const kept = () => app.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))
  expect(await kept()).toContain(name)
  expect(await kept()).not.toContain('hush')
  await app.reload()
  await expect(screen).toContainText('#')
  await say('echo one-$(printf %s $TOKEN | wc -c)')
  await expect(screen).toContainText('one-9')
  await say('exit')
  await app.getByRole('region', { name: 'Terminals and logs' }).getByRole('button', { name: 'Restart' }).click()
  await expect(screen).not.toContainText('one-9')
  await expect(screen).toContainText('#')
  await say('echo two-$(printf %s $TOKEN | wc -c)')
  await expect(screen).toContainText('two-9')
  expect(await kept()).not.toContain('hush')

  // A backend that was started anew knows neither the session nor what was typed for it.
  await app.evaluate(() => {
    const view = sessionStorage.getItem('gantry.view') ?? ''
    sessionStorage.setItem('gantry.view', view.replaceAll(/("(?:session|like)":)"[0-9a-f]{32}"/g, `$1"${'f'.repeat(32)}"`))
    location.reload()
  })
  await expect(app.getByText('This terminal is gone')).toBeVisible()
  await app.getByRole('region', { name: 'Terminals and logs' }).getByRole('button', { name: 'Open terminal…' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Environment' })).toBeVisible()
})
