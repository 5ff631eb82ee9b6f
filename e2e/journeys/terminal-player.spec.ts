import { readFile, writeFile } from 'node:fs/promises'
import type { Locator, Page, TestInfo } from '@playwright/test'
import { expect, test, uniqueName } from '../fixtures.ts'

const dock = (app: Page): Locator => app.getByRole('region', { name: 'Terminals and logs' })
/** The lines of a screen as a screen reader is given them, of the terminal or the recording in front. */
const screen = (app: Page): Locator => dock(app).locator('.xterm-accessibility-tree').locator('visible=true')
const lines = async (app: Page): Promise<string[]> =>
  (await screen(app).getByRole('listitem').allTextContents()).map((line) => line.replaceAll('\u00a0', ' ').trimEnd())
const stage = (app: Page, file: string): Locator => dock(app).getByRole('group', { name: `Recording ${file}`, exact: true })
const seek = (app: Page): Locator => dock(app).getByRole('slider', { name: 'Position' })

/** In screen-reader mode the lines stand in the page. */
async function readable(app: Page): Promise<void> {
  // While somebody listens, and only then, no dialog of the system is opened; to begin listening takes its time.
  app.on('filechooser', () => undefined)
  await app.evaluate(() => localStorage.setItem('gantry.terminal.reader', 'yes'))
  await app.reload()
  await expect(app.getByRole('heading', { name: 'Containers', exact: true })).toBeVisible()
}

async function playByPalette(app: Page, path: string): Promise<void> {
  await app.keyboard.press('Control+Shift+k')
  await app.keyboard.type('play a recording')
  await expect(app.getByRole('option', { name: 'Play a terminal recording…' })).toBeVisible()
  const choosing = app.waitForEvent('filechooser')
  await app.keyboard.press('Enter')
  await (await choosing).setFiles(path)
}

async function fileOf(info: TestInfo, name: string, text: string): Promise<string> {
  const path = info.outputPath(name)
  await writeFile(path, text)
  return path
}

const HEADER = JSON.stringify({ version: 2, width: 60, height: 12 })
const cast = (...events: [number, string, string][]): string => `${[HEADER, ...events.map((event) => JSON.stringify(event))].join('\n')}\n`

test('a recorded session is played back to the same screen', async ({ app, docker, checkAccessibility }, info) => {
  const name = uniqueName('played')
  await docker('run', '-d', '--name', name, 'alpine:3.20', 'sleep', '600')
  try {
    await readable(app)
    // Without the picker, which no test can press, the browser downloads.
    await app.evaluate(
      () => Reflect.deleteProperty(globalThis, 'showSaveFilePicker') && Reflect.deleteProperty(Window.prototype, 'showSaveFilePicker'),
    )
    await app.getByRole('row', { name }).click()
    await app.getByRole('button', { name: 'Terminal', exact: true }).click()
    await expect(app.getByRole('textbox', { name: `Terminal of ${name}` })).toBeFocused()
    await expect(screen(app)).toContainText('#')
    await app.keyboard.press('Shift+F10')
    await app.getByRole('menuitem', { name: 'Save and record' }).click()
    await app.getByRole('menuitem', { name: 'Record the session' }).click()
    await app.getByRole('textbox', { name: `Terminal of ${name}` }).focus()
    await app.keyboard.type("printf '\\033[31mred\\033[0m 漢字 😀\\n'; seq 1 40; printf '\\033[2J\\033[3;5Hplaced-%s' $((6*7))")
    await app.keyboard.press('Enter')
    await expect(screen(app)).toContainText('placed-42')
    await expect(screen(app)).toContainText(/placed-42\s*\/ #/)
    const live = await lines(app)
    const saved = app.waitForEvent('download')
    await app.getByRole('button', { name: 'Stop recording' }).click()
    const text = await readFile(await (await saved).path(), 'utf8')

    await playByPalette(app, await fileOf(info, 'session.cast', text))
    await expect(app.getByRole('tab', { name: 'session.cast' })).toBeVisible()
    await expect(stage(app, 'session.cast')).toBeFocused()
    await app.keyboard.press('End')
    await expect(dock(app).getByRole('button', { name: 'Play again' })).toBeVisible()
    await expect.poll(() => lines(app)).toEqual(live)
    await checkAccessibility('[aria-label="Terminals and logs"]')

    // Back to the beginning, and there by a jump once more.
    await app.keyboard.press('Home')
    await expect(seek(app)).toHaveValue('0')
    await expect(screen(app)).not.toContainText('placed-42')
    await app.keyboard.press('End')
    await expect.poll(() => lines(app)).toEqual(live)

    // The tab that was left is as it was.
    await app.getByRole('tab', { name: `${name} · ash` }).click()
    await app.getByRole('tab', { name: 'session.cast' }).click()
    await expect(dock(app).getByRole('button', { name: 'Play again' })).toBeVisible()
    expect(await lines(app)).toEqual(live)
    await app.getByRole('tab', { name: 'session.cast' }).press('Delete')
    await expect(app.getByRole('tab', { name: 'session.cast' })).toHaveCount(0)
    await expect(app.locator('.xterm')).toHaveCount(1)
  } finally {
    await docker('rm', '-f', name)
  }
})

test('plays, pauses, jumps and changes its speed by keyboard and pointer', async ({ app, checkAccessibility }, info) => {
  await readable(app)
  const path = await fileOf(info, 'long.cast', cast([0, 'o', 'begin'], [30, 'o', '\r\nmiddle'], [60, 'o', '\r\nend of it']))
  await playByPalette(app, await fileOf(info, 'short.cast', cast([0, 'o', 'short'])))
  await expect(screen(app)).toContainText('short')
  await dock(app).getByRole('button', { name: 'New tab' }).click()
  const choosing = app.waitForEvent('filechooser')
  await app.getByRole('menuitem', { name: 'Play a terminal recording…' }).click()
  await (await choosing).setFiles(path)
  await expect(stage(app, 'long.cast')).toBeFocused()
  await expect(screen(app)).toContainText('begin')
  await expect.poll(async () => Number(await seek(app).inputValue())).toBeGreaterThan(0.2)

  await app.keyboard.press('Space')
  const play = dock(app).getByRole('button', { name: 'Play', exact: true })
  await expect(play).toBeVisible()
  const still = Number(await seek(app).inputValue())
  await app.keyboard.press('ArrowRight')
  await expect.poll(async () => Math.abs(Number(await seek(app).inputValue()) - still - 5)).toBeLessThan(0.2)
  await app.keyboard.press('ArrowLeft')
  await app.keyboard.press('ArrowLeft')
  await expect(seek(app)).toHaveValue('0')

  // By pointer, into the second half.
  const bar = await seek(app).boundingBox()
  await app.mouse.click((bar?.x ?? 0) + (bar?.width ?? 0) * 0.75, (bar?.y ?? 0) + (bar?.height ?? 0) / 2)
  await expect(screen(app)).toContainText('middle')
  await expect(screen(app)).not.toContainText('end of it')
  await expect(seek(app)).toHaveAttribute('aria-valuetext', /^0:4\d of 1:00$/)
  // The keys go on from there.
  await app.keyboard.press('Home')
  await expect(screen(app)).not.toContainText('middle')

  await dock(app).getByRole('combobox', { name: 'Speed' }).click()
  await app.getByRole('option', { name: '4×' }).click()
  await dock(app).getByRole('button', { name: 'Shorten pauses to 2 s' }).click()
  await expect(seek(app)).toHaveAttribute('aria-valuetext', '0:00 of 0:04')
  await stage(app, 'long.cast').focus()
  await app.keyboard.press('Space')
  await expect(dock(app).getByRole('button', { name: 'Play again' })).toBeVisible()
  await expect(screen(app)).toContainText('end of it')
  await checkAccessibility('[aria-label="Terminals and logs"]')

  // The page has no file after a reload, and says so.
  await app.reload()
  await expect(dock(app).getByRole('heading', { name: 'Choose the recording again' })).toBeVisible()
  const again = app.waitForEvent('filechooser')
  await dock(app).getByRole('button', { name: 'Choose a file…' }).click()
  await (await again).setFiles(path)
  await expect(screen(app)).toContainText('begin')
})

test('a damaged file names its line and can be replaced; a cut one plays', async ({ app, checkAccessibility }, info) => {
  await readable(app)
  await playByPalette(app, await fileOf(info, 'broken.cast', `${cast([0, 'o', 'a'])}[1, "o"\n[2, "o", "b"]\n`))
  const fault = dock(app).getByRole('alert').filter({ hasText: 'This file cannot be played' })
  await expect(fault).toContainText('Line 3 is no event')
  await checkAccessibility('[aria-label="Terminals and logs"]')
  const choosing = app.waitForEvent('filechooser')
  await fault.getByRole('button', { name: 'Choose a file…' }).click()
  await (await choosing).setFiles(await fileOf(info, 'cut.cast', `${cast([0, 'o', 'whole'])}[1, "o", "ha`))
  await expect(screen(app)).toContainText('whole')
  await expect(dock(app).getByRole('note')).toContainText('in the middle of line 3')
  await expect(app.getByRole('tab', { name: 'cut.cast' })).toBeVisible()
})

test('what a recording asks of the terminal is not done', async ({ app }, info) => {
  await readable(app)
  await app.evaluate(() => navigator.clipboard.writeText('mine'))
  const asking = [
    '\x1b]52;c;c3RvbGVu\x07', // the clipboard
    '\x1b]0;another title\x07',
    '\x1b[c\x1b[6n\x1b]10;?\x07\x1bP$qm\x1b\\', // what answers would be typed for
    '\x1b]8;;https://user:word@evil.test/\x07link-to-follow\x1b]8;;\x07',
  ].join('')
  await playByPalette(app, await fileOf(info, 'asking.cast', cast([0, 'o', asking], [0.1, 'o', '\r\nafter'])))
  await expect(screen(app)).toContainText('after')
  await expect(app.getByRole('tab', { name: 'asking.cast' })).toBeVisible()
  await expect(app.getByRole('tab', { name: 'another title' })).toHaveCount(0)
  await expect(app.getByRole('alertdialog').or(app.getByRole('dialog'))).toHaveCount(0)
  expect(await app.evaluate(() => navigator.clipboard.readText())).toBe('mine')
  await expect(screen(app)).toContainText(/^\s*link-to-follow\s*after\s*$/)
  const box = await dock(app).locator('.xterm-screen').locator('visible=true').boundingBox()
  await app.keyboard.down('Control')
  await app.mouse.move((box?.x ?? 0) + 30, (box?.y ?? 0) + 8)
  await app.mouse.move((box?.x ?? 0) + 34, (box?.y ?? 0) + 8)
  await expect(app.getByText('Not opened: only https and http links are, and those without a user name or password in them.')).toBeVisible()
  await app.mouse.click((box?.x ?? 0) + 34, (box?.y ?? 0) + 8)
  await app.keyboard.up('Control')
  await expect(app.getByText(/^This link is not opened: only https and http links are/)).toBeVisible()
  expect(app.context().pages()).toHaveLength(1)
})
