import { expect, test, uniqueName } from '../fixtures.ts'

test('a place in a file is underlined and copied by Ctrl+click, and by nothing less', async ({ app, docker }) => {
  const name = uniqueName('places')
  await docker('run', '-d', '--name', name, 'alpine:3.20', 'sleep', '600')
  try {
    await app.evaluate(() => navigator.clipboard.writeText('before'))
    await app.evaluate(() => localStorage.setItem('gantry.terminal.reader', 'yes'))
    await app.getByRole('row', { name }).click()
    await app.getByRole('button', { name: 'Terminal', exact: true }).click()
    await expect(app.getByRole('textbox', { name: `Terminal of ${name}` })).toBeFocused()
    const screen = app.locator('.xterm-accessibility-tree').locator('visible=true')
    await expect(screen).toContainText('#')
    await app.keyboard.type("clear; printf 'src/app.ts:%s:3 - error\\n' 12")
    await app.keyboard.press('Enter')
    await expect(screen).toContainText(/^\s*src\/app\.ts:12:3 - error/)
    const box = await app.locator('.xterm-screen').locator('visible=true').boundingBox()
    const [x, y] = [(box?.x ?? 0) + 40, (box?.y ?? 0) + 9]
    await app.mouse.move(x - 10, y)
    await app.mouse.move(x, y)
    await expect(app.getByText('Ctrl+click copies src/app.ts:12:3')).toBeVisible()
    const underlined = app.locator('.xterm-rows').locator('visible=true').locator('span[style*="underline"]')
    await expect(underlined.first()).toBeVisible()
    expect((await underlined.allTextContents()).join('')).toBe('src/app.ts:12:3')
    await app.mouse.click(x, y)
    await expect(app.getByText('Copied: src/app.ts:12:3')).toHaveCount(0)
    expect(await app.evaluate(() => navigator.clipboard.readText())).toBe('before')
    await app.keyboard.down('Control')
    await app.mouse.click(x, y)
    await app.keyboard.up('Control')
    await expect(app.getByText('Copied: src/app.ts:12:3')).toBeVisible()
    expect(await app.evaluate(() => navigator.clipboard.readText())).toBe('src/app.ts:12:3')
  } finally {
    await docker('rm', '-f', name)
  }
})
