import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { screens, shellInFront, typed } from '../rig/terminal-journey.ts'

const panes = (app: Page) => app.locator('[data-pane]').locator('visible=true')
const tabNames = (app: Page) => app.getByRole('tab').evaluateAll((all) => all.map((tab) => tab.getAttribute('title')))

test.describe('panes', () => {
  const made = shellInFront('panes')

  test('split side by side and one above the other, keep screen and layout over a reload, and give their place back', async ({
    app,
    checkAccessibility,
  }) => {
    await typed(app, 'echo left-$((40+2))')
    await expect(screens(app)).toContainText('left-42')
    await app.keyboard.press('Control+Shift+E')
    await expect(panes(app)).toHaveCount(2)
    await expect(screens(app).nth(1)).toContainText('#')
    await app.keyboard.press('Control+Shift+ArrowLeft')
    await typed(app, 'echo back-$((1+1))')
    await expect(screens(app).filter({ hasText: 'left-42' })).toContainText('back-2')

    // By keyboard: the divider gives the left pane more.
    const divider = app.getByRole('separator', { name: 'Resize panes' })
    await divider.focus()
    await app.keyboard.press('Shift+ArrowRight')
    await expect(divider).toHaveAttribute('aria-valuenow', '60')
    // By pointer: and back again.
    const line = await divider.boundingBox()
    await divider.hover()
    await app.mouse.down()
    await app.mouse.move((line?.x ?? 0) - 200, (line?.y ?? 0) + 20, { steps: 4 })
    await app.mouse.up()
    await expect.poll(async () => Number(await divider.getAttribute('aria-valuenow'))).toBeLessThan(60)
    await checkAccessibility()

    const before = await divider.getAttribute('aria-valuenow')
    await app.reload()
    await expect(panes(app)).toHaveCount(2)
    await expect(divider).toHaveAttribute('aria-valuenow', before ?? '')
    await expect(screens(app).filter({ hasText: 'left-42' })).toContainText('back-2')
    await screens(app)
      .filter({ hasText: 'left-42' })
      .evaluate((tree) => tree.closest('.xterm')?.querySelector('textarea')?.focus())
    await app.keyboard.press('Control+Shift+O')
    await expect(panes(app)).toHaveCount(3)
    await expect(app.getByRole('separator', { name: 'Resize panes' })).toHaveCount(2)
    for (const left of [2, 1]) {
      await app.getByRole('button', { name: 'Close pane' }).first().click()
      await expect(panes(app)).toHaveCount(left)
    }
  })

  test('broadcasts typing to chosen panes, marks them, and is off after a reload', async ({ app }) => {
    await app.keyboard.press('Control+Shift+E')
    await expect(screens(app).nth(1)).toContainText('#')
    await app.keyboard.press('Shift+F10')
    await app.getByRole('menuitem', { name: 'Broadcast to all panes of this tab' }).click()
    const marks = app.getByRole('status').filter({ hasText: 'Typing goes to 2 terminals' })
    await expect(marks).toHaveCount(2)
    await screens(app)
      .first()
      .evaluate((tree) => tree.closest('.xterm')?.querySelector('textarea')?.focus())
    await typed(app, 'echo both-$((6*7))')
    for (const at of [0, 1]) await expect(screens(app).nth(at)).toContainText('both-42')
    await app.getByRole('button', { name: 'Leave' }).first().click()
    await expect(app.getByRole('status').filter({ hasText: 'Typing goes to this terminal only' })).toHaveCount(1)
    await app.reload()
    for (const at of [0, 1]) await expect(screens(app).nth(at)).toContainText('both-42')
    await expect(app.getByRole('status').filter({ hasText: 'Typing goes to' })).toHaveCount(0)
  })

  test('tabs are renamed, and moved by keyboard and pointer', async ({ app }) => {
    const { name } = made
    await app.getByRole('tab', { name: `${name} · ash` }).dblclick()
    await app.getByRole('textbox', { name: 'Name' }).fill('first one')
    await app.keyboard.press('Enter')
    await expect(app.getByRole('tab', { name: 'first one' })).toBeVisible()
    await app.getByRole('button', { name: 'Terminal', exact: true }).click()
    await expect(app.getByRole('tab', { name: `${name} · ash` })).toBeVisible()
    const other = `${name} · ash`
    await expect.poll(() => tabNames(app)).toEqual(expect.arrayContaining(['first one', other]))
    const dock = () => app.getByRole('region', { name: 'Terminals and logs' }).getByRole('tab')
    const order = () => dock().evaluateAll((all) => all.map((tab) => tab.getAttribute('title')))
    await expect.poll(order).toEqual(['first one', other])
    await app
      .getByRole('textbox', { name: `Terminal of ${name}` })
      .locator('visible=true')
      .focus()
    await app.keyboard.press('Control+Shift+PageUp')
    await expect.poll(order).toEqual([other, 'first one'])
    await dock().filter({ hasText: 'first one' }).dragTo(dock().first())
    await expect.poll(order).toEqual(['first one', other])
    await app.reload()
    await expect.poll(order).toEqual(['first one', other])
  })

  test('Shift+F10 opens the menu and tells the shell nothing', async ({ app }) => {
    const { name } = made
    await typed(app, 'cat -v')
    await app.keyboard.press('Shift+F10')
    await expect(app.getByRole('menuitem', { name: 'Select all' })).toBeVisible()
    await app.keyboard.press('Escape')
    await expect(app.getByRole('textbox', { name: `Terminal of ${name}` })).toBeFocused()
    await typed(app, 'end')
    await expect(screens(app)).toContainText(/endend|end\s*end/)
    await expect(screens(app)).not.toContainText('^[')
  })
})
