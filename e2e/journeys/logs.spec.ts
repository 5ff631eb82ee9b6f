import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { expect, test, uniqueName } from '../fixtures.ts'

const dock = (app: Page) => app.getByRole('region', { name: 'Terminals and logs' })
const log = (app: Page, names: string): Locator => dock(app).getByRole('log', { name: `Logs of ${names}` })
type Docker = (...args: string[]) => Promise<string>

const made: string[] = []
async function start(docker: Docker, command: string, ...options: string[]): Promise<string> {
  const name = uniqueName('log')
  await docker('run', '-d', '--name', name, ...options, 'alpine:3.20', 'sh', '-c', command)
  made.push(name)
  return name
}
test.afterEach(async ({ docker }) => {
  if (made.length > 0) await docker('rm', '-fv', ...made.splice(0))
})

/** Opens the logs of containers from the table: one by its inspector, several by the palette's "+". */
async function openLogs(app: Page, name: string): Promise<Locator> {
  await app.getByRole('row', { name }).click()
  await app.getByRole('button', { name: 'Logs', exact: true }).first().click()
  await expect(dock(app).getByRole('tab', { name: `${name} · logs` })).toBeVisible()
  return log(app, name)
}
const setStamps = async (app: Page, mode: string) => {
  await dock(app).getByRole('button', { name: 'Time stamps' }).click()
  await app.getByRole('menuitemradio', { name: mode }).click()
  await app.keyboard.press('Escape')
}
/** In one step: rows are recycled as lines come, so that a list of elements read later is in another order. */
const lastRows = (view: Locator) =>
  view.evaluate((element) => [...element.querySelectorAll<HTMLElement>('[data-line]')].map((row) => row.textContent.trim()))

test('follows, lets go when one scrolls up, says how many lines came and jumps back', async ({ app, docker, checkAccessibility }) => {
  const name = await start(docker, 'i=0; while :; do echo line $i; i=$((i+1)); sleep 0.05; done')
  const view = await openLogs(app, name)
  await expect(view.getByText(/^line \d{2,}$/).last()).toBeVisible()
  await expect(dock(app).getByText(/lines · following · Ctrl F to find/)).toBeVisible()
  await view.hover()
  await app.mouse.wheel(0, -200)
  await expect(dock(app).getByText(/not following/)).toBeVisible()
  // A wheel's scroll takes several frames: where it has come to rest.
  let before: string[] = []
  await expect
    .poll(async () => {
      const last = before
      before = await lastRows(view)
      return before.join('\n') === last.join('\n')
    })
    .toBe(true)
  const jump = dock(app).getByRole('button', { name: /\d+ new lines/ })
  await expect(jump).toBeVisible()
  expect(await lastRows(view)).toEqual(before)
  await checkAccessibility('[aria-label="Terminals and logs"]')
  await jump.click()
  await expect(dock(app).getByText(/lines · following/)).toBeVisible()
  await view.focus()
  await app.keyboard.press('Home')
  await expect(view.getByText('line 0', { exact: true })).toBeVisible()
  await app.keyboard.press('End')
  await expect(dock(app).getByText(/lines · following/)).toBeVisible()
})

test('says stop, start and removal where they happened, and that a container has logged nothing', async ({ app, docker }) => {
  const name = await start(docker, 'echo hello; trap "exit 7" TERM; while :; do sleep 0.1; done')
  const view = await openLogs(app, name)
  await expect(view.getByText('hello')).toBeVisible()
  await docker('stop', name)
  await expect(view.getByText(`${name} stopped (exit 7)`)).toBeVisible()
  await docker('start', name)
  await expect(view.getByText(`${name} started again`)).toBeVisible()
  await expect(view.getByText('hello')).toHaveCount(2)
  await docker('rm', '-f', name)
  made.splice(0)
  await expect(view.getByText(`${name} was removed`)).toBeVisible()
  await app.reload()
  await expect(view.getByText(`${name} was removed`)).toBeVisible()
  await expect(dock(app).getByText('This container has not logged anything')).toHaveCount(0)
  const silent = await start(docker, 'sleep 600')
  await openLogs(app, silent)
  await expect(dock(app).getByText('This container has not logged anything')).toBeVisible()
  const none = await start(docker, 'sleep 600', '--log-driver', 'none')
  await openLogs(app, none)
  await expect(dock(app).getByText('The log driver “none” cannot be read', { exact: true })).toBeVisible()
  await expect(dock(app).getByRole('button', { name: 'Attach' })).toBeVisible()
})

test('several containers are one log in the order of their stamps, each with its name', async ({ app, docker }) => {
  const loop = (word: string) => `i=0; while :; do echo ${word} $i; i=$((i+1)); sleep 0.1; done`
  const a = await start(docker, loop('first'))
  const b = await start(docker, loop('second'))
  await app.getByRole('row', { name: a }).waitFor()
  await app.getByRole('row', { name: a }).click()
  await app.getByRole('row', { name: b }).click({ modifiers: ['Control'] })
  await app.getByRole('row', { name: b }).click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Logs', exact: true }).click()
  const view = dock(app).getByRole('log')
  await expect(view).toBeVisible()
  await expect.poll(async () => (await lastRows(view)).some((row) => row.includes(`${a} first`))).toBe(true)
  await expect.poll(async () => (await lastRows(view)).some((row) => row.includes(`${b} second`))).toBe(true)
  const rows = await lastRows(view)
  const times = rows.map((row) => row.slice(0, 12))
  expect(times).toEqual([...times].sort())
})

test('finds in everything loaded: count, next, previous, case, regular expression', async ({ app, docker }) => {
  const name = await start(
    docker,
    'i=0; while [ $i -lt 900 ]; do echo "row $i $([ $((i % 100)) -eq 7 ] && echo Needle)"; i=$((i+1)); done; sleep 600',
  )
  const view = await openLogs(app, name)
  await expect(view.getByText('row 899')).toBeVisible()
  await view.focus()
  await app.keyboard.press('Control+f')
  const field = dock(app).getByRole('searchbox', { name: 'Find in logs' })
  await expect(field).toBeFocused()
  await field.fill('needle')
  await expect(dock(app).getByText('9 lines', { exact: true })).toBeVisible()
  await field.press('Shift+Enter')
  await expect(view.getByText('row 807 Needle')).toBeVisible()
  await expect(dock(app).getByText('9 of 9 lines')).toBeVisible()
  await field.press('Enter')
  await expect(view.getByText('row 7 Needle')).toBeVisible()
  await expect(dock(app).getByText('1 of 9 lines')).toBeVisible()
  expect(await app.evaluate(() => CSS.highlights.get('gantry-log-current')?.size)).toBe(1)
  await dock(app).getByRole('button', { name: 'Match case' }).click()
  await expect(dock(app).getByText('No match')).toBeVisible()
  await dock(app).getByRole('button', { name: 'Regular expression' }).click()
  await field.fill('^row [12]07 N')
  await expect(dock(app).getByText('2 lines', { exact: true })).toBeVisible()
  await field.press('Escape')
  await expect(field).toBeHidden()
  await expect(view).toBeFocused()
})

test('a catastrophic expression is given up, and the view goes on', async ({ app, docker }) => {
  const name = await start(docker, 'while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!; sleep 0.2; done')
  const view = await openLogs(app, name)
  await expect(view.getByText(/^a+!$/).first()).toBeVisible()
  await view.focus()
  await app.keyboard.press('Control+f')
  const field = dock(app).getByRole('searchbox', { name: 'Find in logs' })
  await dock(app).getByRole('button', { name: 'Regular expression' }).click()
  await field.fill('(a+)+$')
  await expect(dock(app).getByText('This expression takes too long here')).toBeVisible()
  const footer = dock(app).getByText(/lines · following/)
  const lines = (await footer.textContent()) ?? ''
  await expect(dock(app).getByText(/lines · following/)).not.toHaveText(lines)
  await field.fill('^a+!$')
  await expect(dock(app).getByText(/^\d+ lines$/)).toBeVisible()
  await expect.poll(() => app.evaluate(() => CSS.highlights.get('gantry-log-match')?.size ?? 0)).toBeGreaterThan(2)
})

test('a flood is followed, not opened for ever', async ({ app, docker }) => {
  const name = await start(docker, 'yes flooding')
  await openLogs(app, name)
  await expect(dock(app).getByText(/lines · following/)).toBeVisible()
  await docker('rm', '-f', name)
  made.splice(0)
})

test('copies exactly what was logged, over lines that are not on the screen', async ({ app, docker }) => {
  const name = await start(
    docker,
    "i=0; while [ $i -lt 300 ]; do printf '  %s\\ttab «я» 😀 \\033[31mred\\033[0m  \\n' $i; i=$((i+1)); done; sleep 600",
  )
  const view = await openLogs(app, name)
  await setStamps(app, 'No time stamps')
  await expect(view.getByText('299').first()).toBeVisible()
  await view.focus()
  await app.keyboard.press('Control+a')
  await app.keyboard.press('Control+c')
  const clipboard = () => app.evaluate(() => navigator.clipboard.readText())
  await expect.poll(clipboard).toBe((await docker('logs', name)).replace(/\n$/, ''))
  await app.keyboard.press('Control+Shift+c')
  await expect.poll(clipboard).not.toContain('\u001b')

  // A browser that does not allow it is said, and is no error of the page.
  await app.evaluate(() => {
    const write = navigator.clipboard.writeText.bind(navigator.clipboard)
    let refusals = 1
    navigator.clipboard.writeText = (text) => (refusals-- > 0 ? Promise.reject(new DOMException('no', 'NotAllowedError')) : write(text))
  })
  await app.keyboard.press('Control+c')
  await expect(app.getByText(/^Could not copy/).first()).toBeVisible()

  const rows = view.locator('[data-line]')
  const from = await rows.nth(2).locator('span').nth(2).boundingBox()
  const to = await rows.nth(4).locator('span').nth(2).boundingBox()
  if (from === null || to === null) throw new Error('no rows')
  await app.mouse.move(from.x + 1, from.y + 8)
  await app.mouse.down()
  await app.mouse.move(to.x + 400, to.y + 8, { steps: 4 })
  await app.mouse.up()
  await app.keyboard.press('Control+c')
  await expect.poll(async () => (await clipboard()).split('\n').length).toBe(3)
  expect(await docker('logs', name)).toContain(`${await clipboard()}\n`)
})

test('saves byte for byte what docker logs prints', async ({ app, docker }) => {
  const name = await start(docker, "head -c 300000 /dev/urandom | base64 -w 70000; printf 'a\\rb\\0c\\033[1mx\\n'; sleep 600")
  const view = await openLogs(app, name)
  await expect(view.getByText('left out').first()).toBeVisible()
  // The browser's own dialog cannot be answered here: without it the file is downloaded.
  await app.evaluate(
    () => Reflect.deleteProperty(globalThis, 'showSaveFilePicker') && Reflect.deleteProperty(Window.prototype, 'showSaveFilePicker'),
  )
  await dock(app).getByRole('button', { name: 'Save', exact: true }).click()
  const download = app.waitForEvent('download')
  await app.getByRole('menuitem', { name: 'Save as logged' }).click()
  const saved = await readFile(await (await download).path())
  expect(saved.equals(Buffer.from(await docker('logs', name)))).toBe(true)
  expect((await download).suggestedFilename()).toBe(`${name}.log`)
})

test('hostile lines are shown and do nothing', async ({ app, docker, checkAccessibility }) => {
  const lines = [
    '<img src=x onerror=alert(1)><script>alert(2)</script>',
    '\\033]0;owned\\007title \\033]52;c;ZXZpbA==\\007clip \\033[2J\\033[H\\033[?1049hscreen',
    'left \\342\\200\\256evil\\342\\200\\254 right',
    '\\033]8;;javascript:alert(1)\\007link\\033]8;;\\007 javascript:alert(3) file:///etc/passwd http://plain.test https://good.test/path?q=1.',
    '\\033[38;2;1;1;1mdark on dark\\033[0m \\033[30;40mblack\\033[0m',
    '\\000nul\\010back \\033',
    '__proto__ constructor {}',
  ]
  const name = await start(docker, `printf '${lines.join('\\n').replaceAll("'", "'\\''")}\\n'; sleep 600`)
  const view = await openLogs(app, name)
  await expect(view.getByText('<img src=x onerror=alert(1)>')).toBeVisible()
  await expect(view.getByText('title clip screen')).toBeVisible()
  await expect(view.getByText('left ⟨U+202E⟩evil⟨U+202C⟩ right')).toBeVisible()
  await expect(view.getByText('⟨U+0000⟩nul⟨U+0008⟩back ⟨U+001B⟩')).toBeVisible()
  // One of them is asked about before it opens.
  await expect(view.locator('a')).toHaveCount(2)
  await expect(view.locator('a').last()).toHaveAttribute('href', 'https://good.test/path?q=1')
  expect(await view.locator('img, script').count()).toBe(0)
  await expect(app).toHaveTitle('Gantry')
  await checkAccessibility('[aria-label="Terminals and logs"]')
})

test('clear is a mark that can be lifted; wrap, stamps and the line cap are said', async ({ app, docker }) => {
  const name = await start(docker, "echo one; echo two; head -c 200000 /dev/zero | tr '\\0' x; echo; sleep 600")
  const view = await openLogs(app, name)
  await expect(view.getByRole('button', { name: /Show [\d,]+ more characters/ })).toBeVisible()
  await view.getByRole('button', { name: /Show [\d,]+ more characters/ }).click()
  await view.focus()
  await app.keyboard.press('End')
  await expect(view.getByText('134 kB of this line left out')).toBeVisible()
  await dock(app).getByRole('button', { name: 'Clear', exact: true }).click()
  await expect(view.getByText('3 lines cleared from sight')).toBeVisible()
  await expect(view.getByText('two', { exact: true })).toHaveCount(0)
  await view.getByRole('button', { name: 'Show cleared lines' }).click()
  await view.focus()
  await app.keyboard.press('Home')
  await expect(view.getByText('two', { exact: true })).toBeVisible()
  await setStamps(app, 'UTC')
  await expect(view.locator('[data-line]').first()).toHaveText(/^\d\d:\d\d:\d\d\.\d{3} one$/)
})

test('what was cleared stays cleared when one scrolls to the top of a longer log', async ({ app, docker }) => {
  const name = await start(docker, 'i=0; while [ $i -lt 3000 ]; do echo row $i; i=$((i+1)); done; while :; do echo tick; sleep 0.2; done')
  const view = await openLogs(app, name)
  await expect(view.getByText('tick').first()).toBeVisible()
  await dock(app).getByRole('button', { name: 'Clear', exact: true }).click()
  await expect(view.getByText('tick').nth(2)).toBeVisible()
  await view.focus()
  await app.keyboard.press('Home')
  await expect(view.getByText(/lines cleared from sight/)).toBeVisible()
  await expect(
    dock(app)
      .getByText(/not following/)
      .or(dock(app).getByText(/following/)),
  ).toBeVisible()
  await expect.poll(async () => (await lastRows(view)).length).toBeGreaterThan(5)
  await expect(view.getByText(/^row \d+$/)).toHaveCount(0)
  await app.reload()
})

test('older lines are loaded when one scrolls to the top, and nothing jumps', async ({ app, docker }) => {
  const name = await start(docker, 'i=0; while [ $i -lt 5000 ]; do echo row $i; i=$((i+1)); done; sleep 600')
  const view = await openLogs(app, name)
  await expect(view.getByText('row 4999')).toBeVisible()
  await expect(dock(app).getByText(/^1,000 lines/)).toBeVisible()
  await view.focus()
  await app.keyboard.press('Home')
  await expect(dock(app).getByText(/^5,000 lines/)).toBeVisible()
  await expect(view.getByText('row 4000', { exact: true })).toBeVisible()
  await app.keyboard.press('Home')
  await expect(view.getByText('row 0', { exact: true })).toBeVisible()
})
