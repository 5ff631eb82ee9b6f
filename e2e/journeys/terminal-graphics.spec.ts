import type { Locator, Page } from '@playwright/test'
import { expect, test, uniqueName } from '../fixtures.ts'

const dock = (app: Page): Locator => app.getByRole('region', { name: 'Terminals and logs' })
const read = (app: Page): Locator => dock(app).locator('.xterm-accessibility-tree').locator('visible=true')
/** Drawn by graphics, and by plain elements. */
const drawn = (app: Page): Locator => dock(app).locator('.xterm-screen > canvas:not(.xterm-link-layer)').locator('visible=true')
const plain = (app: Page): Locator => dock(app).locator('.xterm-rows').locator('visible=true')
const notice = (app: Page): Locator => app.getByText('Terminals go on without the graphics processor')

/**
 * Chromium plays the graphics processor in software here, which the app does not use as it is slower than none: it is told
 * that this is a real one. The drawing and its loss are real.
 */
async function withGraphics(app: Page, starts: boolean): Promise<void> {
  await app.addInitScript((works) => {
    const RENDERER = 0x9246
    const ask = WebGL2RenderingContext.prototype.getParameter
    WebGL2RenderingContext.prototype.getParameter = function (name: number): unknown {
      return name === RENDERER ? 'a graphics processor' : (ask.call(this, name) as unknown)
    }
    const give = HTMLCanvasElement.prototype.getContext as (this: HTMLCanvasElement, kind: string, options?: object) => unknown
    const given = function (this: HTMLCanvasElement, kind: string, options?: object): unknown {
      const asked = options !== undefined && 'failIfMajorPerformanceCaveat' in options
      return kind === 'webgl2' && !asked && !works ? null : give.call(this, kind, options)
    }
    HTMLCanvasElement.prototype.getContext = given as HTMLCanvasElement['getContext']
    localStorage.setItem('gantry.terminal.reader', 'yes')
  }, starts)
  await app.reload()
}

test.describe('the graphics of a terminal', () => {
  let name: string
  test.beforeEach(async ({ docker }) => {
    name = uniqueName('gl')
    await docker('run', '-d', '--name', name, 'alpine:3.20', 'sleep', '600')
  })
  test.afterEach(async ({ docker }) => {
    await docker('rm', '-f', name)
  })
  const open = async (app: Page) => {
    await app.getByRole('row', { name }).click()
    await app.getByRole('button', { name: 'Terminal', exact: true }).click()
    await expect(app.getByRole('textbox', { name: `Terminal of ${name}` })).toBeFocused()
    await expect(read(app)).toContainText('#')
  }

  test('are lost: both panes stay as they are, go on, and it is said once', async ({ app }) => {
    await withGraphics(app, true)
    await open(app)
    await app.keyboard.type("printf '\\033[31mkept-%s\\033[0m\\n' 42")
    await app.keyboard.press('Enter')
    await expect(read(app)).toContainText('kept-42')
    await app.keyboard.press('Control+Shift+E')
    await expect(read(app)).toHaveCount(2)
    await expect(read(app).nth(1)).toContainText('#')
    await expect(drawn(app)).toHaveCount(2)
    await expect(plain(app)).toHaveCount(0)

    // It is shown for a few seconds only.
    const said = notice(app).waitFor()
    const lost = await drawn(app).evaluateAll((all) =>
      all.map((canvas) => {
        const extension = (canvas as HTMLCanvasElement).getContext('webgl2')?.getExtension('WEBGL_lose_context')
        extension?.loseContext()
        return extension !== null && extension !== undefined
      }),
    )
    expect(lost).toEqual([true, true])
    await said
    expect(await notice(app).count()).toBe(1)
    await expect(plain(app)).toHaveCount(2)
    await expect(drawn(app)).toHaveCount(0)
    await expect(plain(app).filter({ hasText: 'kept-42' })).toHaveCount(1)
    const red = plain(app).locator('span.xterm-fg-1').filter({ hasText: 'kept-42' })
    await expect(red).toHaveCSS('color', 'rgb(242, 104, 107)')

    await app.keyboard.type('echo after-$((40+3))')
    await app.keyboard.press('Enter')
    await expect(plain(app).filter({ hasText: 'after-43' })).toHaveCount(1)
    // Hidden and shown again it stays with what works, and is not told of again.
    await app.keyboard.press('Control+F6')
    await app.keyboard.press('Control+j')
    await expect(plain(app)).toHaveCount(0)
    await app.keyboard.press('Control+j')
    await expect(plain(app).filter({ hasText: 'after-43' })).toHaveCount(1)
    await expect(drawn(app)).toHaveCount(0)
    expect(await notice(app).count()).toBeLessThanOrEqual(1)
  })

  test('do not start: it is drawn without them, and said', async ({ app }) => {
    await withGraphics(app, false)
    const said = notice(app).waitFor()
    await open(app)
    await said
    await app.keyboard.type('echo plain-$((6*7))')
    await app.keyboard.press('Enter')
    await expect(plain(app)).toContainText('plain-42')
  })
})
