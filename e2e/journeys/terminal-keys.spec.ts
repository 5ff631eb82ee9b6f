import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test, uniqueName } from '../fixtures.ts'

const screens = (app: Page) => app.locator('.xterm-accessibility-tree').locator('visible=true')
const dock = (app: Page) => app.getByRole('region', { name: 'Terminals and logs' })
const panes = (app: Page) => app.locator('[data-pane]').locator('visible=true')
const inTerminal = (app: Page) =>
  expect.poll(() => app.evaluate(() => document.activeElement?.closest('.xterm') !== null), 'the keys go to a terminal').toBe(true)

const say = async (app: Page, line: string) => {
  await inTerminal(app)
  await app.keyboard.type(line)
  await app.keyboard.press('Enter')
}
/** From inside a terminal, which has every other key. */
const command = async (app: Page, title: string) => {
  await app.keyboard.press('Control+Shift+K')
  await expect(app.getByRole('combobox')).toBeFocused()
  await app.keyboard.type(title)
  await expect(app.getByRole('option', { selected: true })).toContainText(title)
  await app.keyboard.press('Enter')
  await expect(app.getByRole('combobox')).toHaveCount(0)
}
/** An entry of the terminal's menu, by the arrow keys; a path goes into what opens beside it. */
const menu = async (app: Page, ...path: string[]) => {
  await inTerminal(app)
  await app.keyboard.press('Shift+F10')
  for (const [depth, name] of path.entries()) {
    const item = app.getByRole(/^(Broadcast typing|Screen)/.test(name) ? 'menuitemcheckbox' : 'menuitem', { name })
    await expect(item).toBeVisible()
    for (let step = 0; step < 30 && !(await item.evaluate((e) => e === document.activeElement)); step++)
      await app.keyboard.press('ArrowDown')
    await app.keyboard.press(depth < path.length - 1 ? 'ArrowRight' : 'Enter')
  }
  // What is on or off leaves the menu open.
  if (await app.getByRole('menuitemcheckbox', { name: path.at(-1) ?? '' }).isVisible()) await app.keyboard.press('Escape')
  await expect(app.getByRole('menu')).toHaveCount(0)
}

test('the whole of a terminal by keyboard: tabs, panes, broadcast, find, save, record, zoom, settings', async ({ app, docker }) => {
  test.setTimeout(180_000)
  const name = uniqueName('bykey')
  await docker('run', '-d', '--name', name, 'alpine:3.20', 'sleep', '600')
  // Without the picker, which no test can press, the browser downloads.
  await app.evaluate(
    () => Reflect.deleteProperty(globalThis, 'showSaveFilePicker') && Reflect.deleteProperty(Window.prototype, 'showSaveFilePicker'),
  )
  try {
    await expect(app.getByRole('row', { name })).toBeVisible()
    await app.keyboard.press('Control+k')
    await expect(app.getByRole('combobox')).toBeFocused()
    await app.keyboard.type(`Shell in ${name}`)
    await app.keyboard.press('Enter')
    await inTerminal(app)
    await menu(app, 'Screen reader mode')
    await expect(screens(app)).toContainText('#')
    await say(app, 'echo first-$((6*7))')
    await expect(screens(app)).toContainText('first-42')

    // Split both ways, go between the panes, name the one below, give it a tab of its own, put it back, close it.
    await app.keyboard.press('Control+Shift+E')
    await expect(panes(app)).toHaveCount(2)
    await expect(screens(app).nth(1)).toContainText('#')
    await inTerminal(app)
    await app.keyboard.press('Control+Shift+O')
    await expect(panes(app)).toHaveCount(3)
    await expect(screens(app).nth(2)).toContainText('#')
    await inTerminal(app)
    await command(app, 'Rename')
    await expect(app.getByRole('textbox', { name: 'Name' })).toBeFocused()
    await app.keyboard.press('Control+a')
    await app.keyboard.type('third')
    await app.keyboard.press('Enter')
    await expect(app.getByRole('group', { name: 'third' })).toBeVisible()
    await inTerminal(app)
    await command(app, 'Move to a tab of its own')
    await expect(dock(app).getByRole('tab', { name: 'third' })).toHaveAttribute('aria-selected', 'true')
    await inTerminal(app)
    await app.keyboard.press('Control+Shift+PageUp')
    await expect(dock(app).getByRole('tab').first()).toHaveText('third')
    await command(app, `Put beside: ${name}`)
    await expect(panes(app)).toHaveCount(3)
    await inTerminal(app)
    await command(app, 'Close pane')
    await expect(panes(app)).toHaveCount(2)
    await inTerminal(app)

    // Broadcast, chosen and ended in the menu of a pane.
    await menu(app, 'Broadcast to all panes of this tab')
    await expect(app.getByRole('status').filter({ hasText: 'Typing goes to 2 terminals' })).toHaveCount(2)
    await say(app, 'echo both-$((40+2))')
    for (const at of [0, 1]) await expect(screens(app).nth(at)).toContainText('both-42')
    await menu(app, 'Broadcast typing here')
    await expect(app.getByRole('status').filter({ hasText: 'Typing goes to this terminal only' })).toHaveCount(1)
    await app.keyboard.press('Control+Shift+ArrowLeft')
    const left = screens(app).filter({ hasText: 'first-42' })
    await expect.poll(() => left.evaluate((tree) => tree.closest('.xterm')?.contains(document.activeElement))).toBe(true)

    await app.keyboard.press('Control+Shift+F')
    await expect(app.getByRole('textbox', { name: 'Find in terminal' })).toBeFocused()
    await app.keyboard.type('first-42')
    await expect(app.getByRole('search').getByRole('status')).toHaveText('1 of 1')
    await app.keyboard.press('Escape')
    await inTerminal(app)

    await menu(app, 'Save and record', 'Record the session')
    await expect(app.getByRole('status').filter({ hasText: 'without what you type' })).toBeVisible()
    await say(app, 'echo cast-$((40+2))')
    await expect(left).toContainText('cast-42')
    const recorded = app.waitForEvent('download')
    await menu(app, 'Save and record', 'Stop recording')
    expect(await readFile(await (await recorded).path(), 'utf8')).toContain('cast-42')
    const saved = app.waitForEvent('download')
    await menu(app, 'Save and record', 'Save scrollback as text…')
    expect(await readFile(await (await saved).path(), 'utf8')).toContain('first-42')

    const size = () =>
      app
        .locator('.xterm-rows')
        .first()
        .evaluate((rows) => Number.parseFloat(getComputedStyle(rows).fontSize))
    const before = await size()
    await inTerminal(app)
    await app.keyboard.press('Control+Equal')
    await expect.poll(size).toBeGreaterThan(before)
    await app.keyboard.press('Control+0')
    await expect.poll(size).toBe(before)
    await menu(app, 'Terminal settings…')
    await expect(app.getByRole('dialog', { name: 'Terminal settings' })).toBeVisible()
    await app.keyboard.press('Escape')
    await inTerminal(app)

    // Out of it to its tab, where the help is told of; the tab is renamed and closed there.
    await app.keyboard.press('Control+F6')
    await app.keyboard.press('Shift+F6')
    await expect(dock(app).getByRole('tab', { selected: true })).toBeFocused()
    await app.keyboard.press('F2')
    await expect(app.getByRole('textbox', { name: 'Name' })).toBeFocused()
    await app.keyboard.press('Control+a')
    await app.keyboard.type('mine')
    await app.keyboard.press('Enter')
    await expect(dock(app).getByRole('tab', { name: 'mine' })).toBeFocused()
    await app.keyboard.press('?')
    const help = app.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByRole('region', { name: 'Terminals' })
    for (const keys of ['Shift F10', 'Ctrl Shift F', 'Ctrl F6', 'Ctrl Shift E O', 'Ctrl Shift K'])
      await expect(help.getByText(keys, { exact: true })).toBeVisible()
    await app.keyboard.press('Escape')
    await expect(dock(app).getByRole('tab', { name: 'mine' })).toBeFocused()
    await app.keyboard.press('Delete')
    await expect(dock(app)).toHaveCount(0)
  } finally {
    await docker('rm', '-f', name)
  }
})
