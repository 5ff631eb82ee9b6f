import type { Locator, Page } from '@playwright/test'
import { expect, test, uniqueName } from '../fixtures.ts'

const made = new Set<string>()
test.afterEach(async ({ docker }) => {
  if (made.size > 0) await docker('rm', '-fv', ...made)
  made.clear()
})

type Docker = (...args: string[]) => Promise<string>

/** The log of a container that says this and lives on. */
async function logOf(app: Page, docker: Docker, command: string): Promise<Locator> {
  const name = uniqueName('lines')
  made.add(name)
  await docker('run', '-d', '--init', '--name', name, 'alpine:3.20', 'sh', '-c', `${command}; exec sleep 600`)
  await app.getByRole('row', { name }).click()
  await app.getByRole('button', { name: 'Logs', exact: true }).first().click()
  return app.getByRole('region', { name: 'Terminals and logs' }).getByRole('log', { name: `Logs of ${name}` })
}

const clipboard = (app: Page) => app.evaluate(() => navigator.clipboard.readText())
const NUMBERED = 'i=0; while [ $i -lt 300 ]; do echo number $i; i=$((i+1)); done'

test('whole lines are selected with the keyboard and copied', async ({ app, docker }) => {
  await app.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const view = await logOf(app, docker, NUMBERED)
  await expect(view.getByText('number 299', { exact: true })).toBeVisible()
  await view.focus()
  await app.keyboard.press('Home')
  await expect(view.getByText('number 0', { exact: true })).toBeVisible()
  for (let i = 0; i < 3; i++) await app.keyboard.press('Shift+ArrowDown')
  await app.keyboard.press('Control+Shift+KeyC')
  await expect.poll(() => clipboard(app)).toBe('number 0\nnumber 1\nnumber 2\n')
  await app.keyboard.press('Shift+ArrowUp')
  await app.keyboard.press('Control+Shift+KeyC')
  await expect.poll(() => clipboard(app)).toBe('number 0\nnumber 1\n')
  // To the end: it comes into sight.
  await app.keyboard.press('Shift+End')
  await expect(view.getByText('number 299', { exact: true })).toBeVisible()
  await app.keyboard.press('Control+Shift+KeyC')
  await expect.poll(async () => (await clipboard(app)).trimEnd().split('\n').length).toBe(300)
})

test('a link ends where it ends, is opened and copied from the menu, and what would be refused is none', async ({ app, docker }) => {
  await app.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const lines = ['see https://en.example/wiki/A_(b).', 'on http://127.0.0.1:9/x', 'not https://user:secret@evil.example/']
  const view = await logOf(app, docker, lines.map((line) => `echo '${line}'`).join('; '))
  await expect(view.getByText('not https')).toBeVisible()
  await expect(view.getByRole('link')).toHaveText(['https://en.example/wiki/A_(b)', 'http://127.0.0.1:9/x'])
  await view.getByRole('link').first().click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Copy link' }).click()
  await expect.poll(() => clipboard(app)).toBe('https://en.example/wiki/A_(b)')
  // By key the menu speaks of all that are in sight.
  await view.focus()
  await app.keyboard.press('Shift+F10')
  await expect(app.getByRole('menuitem', { name: 'Open http' })).toHaveText([
    'Open https://en.example/wiki/A_(b)',
    'Open http://127.0.0.1:9/x',
  ])
})

test('a folded traceback tells what went wrong, and unfolding it keeps it in sight', async ({ app, docker }) => {
  const trace = ['Traceback (most recent call last):', '  File "a.py", line 1, in f', '    g()', 'ValueError: no such fish']
  const view = await logOf(app, docker, `${trace.map((line) => `echo '${line}'`).join('; ')}; ${NUMBERED.replace('300', '3')}`)
  await app.getByRole('button', { name: 'How lines are shown' }).click()
  await app.getByRole('menuitemcheckbox', { name: 'Fold stack traces' }).click()
  await app.keyboard.press('Escape')
  const more = view.getByRole('button', { name: 'ValueError: no such fish' })
  await expect(more).toHaveText('+3 lines · ValueError: no such fish')
  // By keyboard: from the last line up to the head.
  await view.focus()
  for (let i = 0; i < 4; i++) await app.keyboard.press('Alt+ArrowUp')
  await app.keyboard.press('Enter')
  await expect(view.getByText('ValueError: no such fish', { exact: true })).toBeVisible()
  await expect(view.getByText('g()')).toBeVisible()
})

test('a wrapped line goes on below itself', async ({ app, docker }) => {
  const view = await logOf(app, docker, "head -c 900 /dev/zero | tr '\\0' x; echo; echo the end")
  await expect(view.getByText('the end')).toBeVisible()
  const lefts = (text: string) =>
    view.getByText(text).evaluate((element) => {
      const node = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode()
      const range = document.createRange()
      if (node !== null) range.selectNodeContents(node)
      return [...range.getClientRects()].map(({ left }) => Math.round(left))
    })
  await expect.poll(async () => (await lefts('xxxx')).length).toBeGreaterThan(1)
  expect(new Set([...(await lefts('xxxx')), ...(await lefts('the end'))]).size).toBe(1)
})

test('the buttons of the search stay under the pointer, and Esc leaves it from any of them', async ({ app, docker }) => {
  const view = await logOf(app, docker, NUMBERED)
  await expect(view.getByText('number 299', { exact: true })).toBeVisible()
  await view.focus()
  await app.keyboard.press('Control+KeyF')
  const bar = app.getByRole('search', { name: 'Find' })
  await bar.getByRole('searchbox').fill('number')
  await expect(bar.getByText('300 lines')).toBeVisible()
  const next = bar.getByRole('button', { name: 'Next' })
  const before = await next.boundingBox()
  await next.click()
  await expect(bar.getByText('of 300')).toBeVisible()
  expect(await next.boundingBox()).toEqual(before)
  await next.focus()
  await app.keyboard.press('Escape')
  await expect(bar).toBeHidden()
  await expect(view).toBeFocused()
})
