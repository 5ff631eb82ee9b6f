import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test, uniqueName } from '../fixtures.ts'

const screen = (app: Page) => app.locator('.xterm-accessibility-tree').locator('visible=true')
test.describe('terminal settings', () => {
  let name: string
  test.beforeEach(async ({ app, docker }) => {
    name = uniqueName('set')
    await docker('run', '-d', '--name', name, 'alpine:3.20', 'sleep', '600')
    await app.evaluate(() => localStorage.setItem('gantry.terminal.reader', 'yes'))
    await app.reload()
    await app.getByRole('row', { name }).click()
    await app.getByRole('button', { name: 'Terminal', exact: true }).click()
    await expect(app.getByRole('textbox', { name: `Terminal of ${name}` })).toBeFocused()
    await expect(screen(app)).toContainText('#')
  })
  test.afterEach(async ({ docker }) => {
    await docker('rm', '-f', name)
  })

  test('are applied at once to what is open, and kept over a reload', async ({ app, checkAccessibility }) => {
    await app.keyboard.press('Shift+F10')
    await app.getByRole('menuitem', { name: 'Terminal settings…' }).click()
    const dialog = app.getByRole('dialog', { name: 'Terminal settings' })
    await checkAccessibility('[role=dialog]')
    await dialog.getByLabel('Font size').fill('20')
    await dialog.getByRole('combobox', { name: 'Colours' }).click()
    await app.getByRole('option', { name: 'Light' }).click()
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await expect(app.locator('.xterm-scrollable-element').first()).toHaveCSS('background-color', 'rgb(255, 255, 255)')
    const size = () =>
      app
        .locator('.xterm-rows')
        .first()
        .evaluate((rows) => Math.round(Number.parseFloat(getComputedStyle(rows).fontSize)))
    await expect.poll(size).toBe(20)
    await app.reload()
    await expect(screen(app)).toContainText('#')
    await expect.poll(size).toBe(20)
  })

  test('zoom follows the keys and the wheel, and tells the shell nothing', async ({ app }) => {
    const size = () =>
      app
        .locator('.xterm-rows')
        .first()
        .evaluate((rows) => Math.round(Number.parseFloat(getComputedStyle(rows).fontSize)))
    const before = await size()
    await app.keyboard.press('Control+Equal')
    await app.keyboard.press('Control+Equal')
    await expect.poll(size).toBeGreaterThan(before)
    await app.keyboard.press('Control+0')
    await expect.poll(size).toBe(before)
    await app.locator('.xterm-screen').first().hover()
    await app.keyboard.down('Control')
    await app.mouse.wheel(0, -100)
    await app.mouse.wheel(0, -100)
    await app.keyboard.up('Control')
    await expect.poll(size).toBeGreaterThan(before)
    await expect(screen(app)).not.toContainText('=')
  })

  test('the scrollback is saved, and a session recorded without its keys', async ({ app, checkAccessibility }) => {
    // Without the picker, which no test can press, the browser downloads: now, and after a reload.
    const withoutPicker = () => {
      Reflect.deleteProperty(globalThis, 'showSaveFilePicker')
      Reflect.deleteProperty(Window.prototype, 'showSaveFilePicker')
    }
    await app.evaluate(withoutPicker)
    await app.addInitScript(withoutPicker)
    const choose = async (item: string) => {
      await app.locator('.xterm-screen').first().click({ button: 'right' })
      await app.getByRole('menuitem', { name: 'Save and record' }).click()
      await app.getByRole('menuitem', { name: item }).click()
    }
    const typed = async (line: string) => {
      await app.getByRole('textbox', { name: `Terminal of ${name}` }).focus()
      await app.keyboard.type(line)
      await app.keyboard.press('Enter')
    }
    await choose('Record the session')
    const mark = app.getByRole('status').filter({ hasText: /^Recording\s*without what you type/ })
    await expect(mark).toBeVisible()
    await typed('echo cast-$((6*7))')
    await expect(screen(app)).toContainText('cast-42')
    // What runs while the page is loaded anew is recorded all the same.
    await typed('sleep 1; echo reloaded-$((6*8))')
    await expect(screen(app)).toContainText('sleep 1')
    await app.reload()
    await expect(screen(app)).toContainText('reloaded-48')
    await expect(mark).toBeVisible()
    const recorded = app.waitForEvent('download')
    await app.getByRole('button', { name: 'Stop recording' }).click()
    const file = await recorded
    await expect(mark).toHaveCount(0)
    await expect(app.getByRole('textbox', { name: `Terminal of ${name}` })).toBeFocused()
    // What became of a download nobody tells: the recording stays until it is discarded.
    await expect(app.getByText('Handed to the browser’s downloads').first()).toBeVisible()
    await app.getByRole('status').filter({ hasText: 'Recorded, not saved yet' }).getByRole('button', { name: 'Discard' }).click()
    await app.getByRole('alertdialog', { name: 'Discard this recording?' }).getByRole('button', { name: 'Discard' }).click()
    await expect(app.getByText('Recorded, not saved yet')).toHaveCount(0)
    await expect(app.getByRole('textbox', { name: `Terminal of ${name}` })).toBeFocused()
    expect(file.suggestedFilename()).toMatch(/\.cast$/)
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n')
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ version: 2 })
    const events = lines.slice(1).map((line) => JSON.parse(line) as [number, string, string])
    const output = events.filter(([, kind]) => kind === 'o').map(([, , data]) => data)
    expect(output.join('')).toMatch(/cast-42[\s\S]*reloaded-48/)
    expect(events.some(([, kind]) => kind === 'i')).toBe(false)

    const saved = app.waitForEvent('download')
    await choose('Save scrollback as text…')
    expect(await readFile(await (await saved).path(), 'utf8')).toMatch(/\/ # echo cast-\$\(\(6\*7\)\)\ncast-42\n/)

    // A tab that is closed over its recording loses nothing.
    await choose('Record with keys')
    await expect(app.getByRole('status').filter({ hasText: 'with what you type' })).toBeVisible()
    await typed('echo closed')
    await expect(screen(app)).toContainText('closed')
    await app.getByRole('tab', { name: `${name} · ash` }).focus()
    await app.keyboard.press('Delete')
    await app.getByRole('button', { name: 'Show it' }).click()
    const list = app.getByRole('dialog', { name: 'Unsaved terminal recordings' })
    await checkAccessibility('[role=dialog]')
    const kept = app.waitForEvent('download')
    await list.getByRole('button', { name: /^Save / }).click()
    expect(await readFile(await (await kept).path(), 'utf8')).toMatch(/"i","c"[\s\S]*closed/)
    await list.getByRole('button', { name: /^Discard / }).click()
    await app.getByRole('alertdialog', { name: 'Discard this recording?' }).getByRole('button', { name: 'Discard' }).click()
    await expect(list).toContainText('There are none.')
  })

  test('ligatures are drawn only on request, as one run of cells that are still selected one by one', async ({ app }) => {
    const rows = app.locator('.xterm-rows').first()
    const run = rows.locator('span').filter({ hasText: /^=>$/ })
    await app.keyboard.type('clear; echo "f = x => y"')
    await app.keyboard.press('Enter')
    await expect(rows).toContainText('f = x => y')
    await expect(run).toHaveCount(0)
    await expect(rows).toHaveCSS('font-variant-ligatures', 'none')
    const choose = async (wanted: boolean) => {
      await app.keyboard.press('Shift+F10')
      await app.getByRole('menuitem', { name: 'Terminal settings…' }).click()
      const dialog = app.getByRole('dialog', { name: 'Terminal settings' })
      await dialog.getByRole('checkbox', { name: /^Ligatures/ }).setChecked(wanted)
      await dialog.getByRole('button', { name: 'Close' }).last().click()
      await expect(dialog).toHaveCount(0)
    }
    await choose(true)
    await expect(run).toHaveCount(1)
    await expect(rows).toHaveCSS('font-variant-ligatures', 'normal')
    // As wide as its two cells.
    const cells = (await run.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    const line = (await rows.locator('div').first().boundingBox())?.width ?? 0
    const columns = Math.round(line / (cells.width / 2))
    expect(Math.abs(cells.width / 2 - line / columns)).toBeLessThan(0.1)
    // From the middle of its second cell to the end of the row: half of it is drawn apart, and copied.
    await app.mouse.move(cells.x + cells.width / 2 + 1, cells.y + cells.height / 2)
    await app.mouse.down()
    await app.mouse.move(cells.x + cells.width * 2, cells.y + cells.height / 2, { steps: 4 })
    await app.mouse.up()
    await expect(run).toHaveCount(0)
    await app.keyboard.press('Control+Shift+C')
    await expect.poll(() => app.evaluate(() => navigator.clipboard.readText())).toBe('> y')
    await expect(run).toHaveCount(1)
    // In the line that is typed the cursor takes apart what it stands in.
    await app.keyboard.type('=>')
    await expect(run).toHaveCount(2)
    await app.keyboard.press('ArrowLeft')
    await expect(run).toHaveCount(1)
    await choose(false)
    await expect(run).toHaveCount(0)
  })
})
