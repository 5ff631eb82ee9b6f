import type { Locator, Page } from '@playwright/test'
import { expect, test, uniqueName } from '../fixtures.ts'

const dock = (app: Page) => app.getByRole('region', { name: 'Terminals and logs' })
type Docker = (...args: string[]) => Promise<string>

const made: string[] = []
async function start(docker: Docker, command: string, ...options: string[]): Promise<string> {
  const name = uniqueName('sift')
  await docker('run', '-d', '--name', name, ...options, 'alpine:3.20', 'sh', '-c', command)
  made.push(name)
  return name
}
test.afterEach(async ({ docker }) => {
  if (made.length > 0) await docker('rm', '-fv', ...made.splice(0))
})

async function openLogs(app: Page, name: string): Promise<Locator> {
  await app.getByRole('row', { name }).click()
  await app.getByRole('button', { name: 'Logs', exact: true }).first().click()
  return dock(app).getByRole('log', { name: `Logs of ${name}` })
}
/** What the rows show without stamps, read in one step. */
const rows = (view: Locator) =>
  view.evaluate((element) =>
    [...element.querySelectorAll<HTMLElement>('[data-line]')].map((row) => row.textContent.replace(/^\d\d:\d\d:\d\d\.\d{3} /, '').trim()),
  )
const choose = async (app: Page, button: RegExp, item: string) => {
  await dock(app).getByRole('button', { name: button }).click()
  await app.getByRole('menuitemradio', { name: item }).click()
  await expect(app.getByRole('menu')).toBeHidden()
}

const NUMBERS = 'i=0; while [ $i -lt 3000 ]; do echo number $i; i=$((i+1)); done'

test('shows only the lines that match, with lines around them, and stays at the line when it ends', async ({
  app,
  docker,
  checkAccessibility,
}) => {
  const chatter = 'while :; do sleep 0.3; echo number x; echo needle 5; done'
  const name = await start(docker, `${NUMBERS}; echo needle 5; while [ ! -e /go ]; do sleep 0.1; done; ${chatter}`)
  // All of it is there: the view begins a thousand lines before its end.
  await expect.poll(() => docker('logs', '--tail', '1', name)).toContain('needle')
  const view = await openLogs(app, name)
  await expect(view.getByText('needle 5').first()).toBeVisible()
  await view.focus()
  await app.keyboard.press('Control+Shift+f')
  const box = dock(app).getByRole('searchbox', { name: 'Show only lines with' })
  await expect(box).toBeFocused()
  await box.fill('number 2500')
  await expect
    .poll(() => rows(view))
    .toEqual([expect.any(String), expect.stringMatching(/^\d+ lines hidden/), 'number 2500', expect.stringMatching(/lines hidden/)])
  await expect(dock(app).getByText(/^1 of [\d,]+ lines$/)).toBeVisible()
  await choose(app, /^Lines around each match/, '1 line around')
  await expect.poll(() => rows(view)).toContain('number 2499')
  await checkAccessibility('[aria-label="Terminals and logs"]')
  await choose(app, /^Lines around each match/, 'No lines around')
  await box.fill('needle')
  // What comes is filtered as it comes.
  const count = async () =>
    Number.parseInt(
      (await dock(app)
        .getByText(/^\d+ of [\d,]+ lines$/)
        .textContent()) ?? '',
      10,
    )
  const before = await count()
  await docker('exec', name, 'touch', '/go')
  await expect.poll(count).toBeGreaterThan(before + 2)
  expect((await rows(view)).filter((row) => row.startsWith('number'))).toEqual([])
  await dock(app).getByRole('button', { name: 'Lines without it' }).click()
  await box.fill('[05]$')
  await dock(app).getByRole('button', { name: 'Regular expression' }).click()
  await expect.poll(async () => (await rows(view)).some((row) => /^number \d*[05]$/.test(row))).toBe(false)
  await view.focus()
  await app.keyboard.press('Home')
  await expect.poll(() => rows(view)).toContain('number 2001')
  await dock(app).getByRole('button', { name: 'Show all lines' }).click()
  await expect.poll(() => rows(view)).toContain('number 2005')
  await expect(dock(app).getByText(/not following/)).toBeVisible()
})

test('gives a catastrophic expression up and goes on showing what it showed', async ({ app, docker }) => {
  const name = await start(docker, 'echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!; sleep 600')
  const view = await openLogs(app, name)
  await expect(view.getByText('aaaa')).toBeVisible()
  await dock(app).getByRole('button', { name: 'Filter lines' }).click()
  await dock(app).getByRole('button', { name: 'Regular expression' }).click()
  await dock(app).getByRole('searchbox', { name: 'Show only lines with' }).fill('(a+)+$')
  await expect(dock(app).getByText('This expression takes too long here')).toBeVisible()
  await expect(view.getByText('aaaa')).toBeVisible()
  await app.keyboard.press('Escape')
  await expect(dock(app).getByRole('searchbox', { name: 'Show only lines with' })).toBeHidden()
})

test('keeps to a stream and to levels; a stack trace stays whole; a terminal has one stream', async ({ app, docker }) => {
  const lines = 'echo INFO fine; echo ERROR bad; printf "\\tat a.b(C.java:1)\\n"; echo WARN so; sleep 0.2; echo ERROR worse >&2; sleep 600'
  const name = await start(docker, lines)
  const view = await openLogs(app, name)
  await expect(view.getByText('ERROR worse')).toBeVisible()
  await dock(app).getByRole('button', { name: 'Filter lines' }).click()
  await choose(app, /^Level:/, 'Error and above')
  await expect.poll(() => rows(view)).toEqual(['1 line hidden', 'ERROR bad', 'at a.b(C.java:1)', '1 line hidden', 'ERROR worse'])
  await choose(app, /^Stream:/, 'stderr')
  await expect.poll(() => rows(view)).toEqual(['4 lines hidden', 'ERROR worse'])
  await expect(dock(app).getByText('1 of 5 lines')).toBeVisible()
  // Only what is shown is copied.
  await view.focus()
  await app.keyboard.press('Control+a')
  await app.keyboard.press('Control+Shift+c')
  await expect.poll(() => app.evaluate(() => navigator.clipboard.readText())).toBe('ERROR worse')
  await app.keyboard.press('Control+f')
  await dock(app).getByRole('searchbox', { name: 'Find in logs' }).fill('ERROR')
  await expect(dock(app).getByText('1 line', { exact: true })).toBeVisible()
  await choose(app, /^Stream:/, 'Both streams')
  await expect(dock(app).getByText('2 lines', { exact: true })).toBeVisible()

  const terminal = await start(docker, 'echo hello; sleep 600', '-t')
  const other = await openLogs(app, terminal)
  await expect(other.getByText('hello')).toBeVisible()
  await dock(app).getByRole('button', { name: 'Filter lines' }).click()
  await expect(dock(app).getByRole('button', { name: /^Level:/ })).toBeVisible()
  await expect(dock(app).getByRole('button', { name: /^Stream:/ })).toBeHidden()
})

test('marks the levels that are guessed, and shows a progress bar as a terminal leaves it', async ({ app, docker, checkAccessibility }) => {
  const name = await start(docker, 'echo WARN careful; printf "10 %%\\r100 %%\\n"; printf "plain\\n"; sleep 600')
  const view = await openLogs(app, name)
  await expect.poll(() => rows(view)).toEqual(['WARN careful', '100 %', 'plain'])
  await expect(view.getByRole('img', { name: 'Warning, guessed from the text' })).toHaveCount(1)
  await expect(view.getByRole('img')).toHaveCount(1)
  await checkAccessibility('[aria-label="Terminals and logs"]')
  await dock(app).getByRole('button', { name: 'How lines are shown' }).click()
  await app.getByRole('menuitemcheckbox', { name: 'Mark guessed levels' }).click()
  await app.keyboard.press('Escape')
  await expect(view.getByRole('img')).toHaveCount(0)
})

const shape = async (app: Page, item: string) => {
  await dock(app).getByRole('button', { name: 'How lines are shown' }).click()
  await app.getByRole('menuitemcheckbox', { name: item }).click()
  await app.keyboard.press('Escape')
}

test('folds JSON to its message with chosen columns, and unfolds it in place', async ({ app, docker, checkAccessibility }) => {
  const json = '{\\"level\\":\\"error\\",\\"path\\":\\"/a\\",\\"msg\\":\\"served it\\"}'
  const name = await start(docker, `echo "${json}"; echo plain; sleep 600`)
  const view = await openLogs(app, name)
  const raw = '{"level":"error","path":"/a","msg":"served it"}'
  await expect.poll(() => rows(view)).toEqual([raw, 'plain'])
  await expect(view.getByRole('img', { name: 'Error, guessed from the text' })).toHaveCount(1)
  await shape(app, 'Fold JSON to its message')
  await expect.poll(() => rows(view)).toEqual(['served it+2 fields', 'plain'])
  await shape(app, 'path')
  await expect.poll(() => rows(view)).toEqual([expect.stringMatching(/^\/a +served it\+1 field$/), 'plain'])
  await checkAccessibility('[aria-label="Terminals and logs"]')
  await view.getByRole('button', { name: '+1 field' }).click()
  await expect.poll(async () => (await rows(view))[0]?.replace(/\s+/g, '')).toBe(`${raw.replace(/\s/g, '')}Fold`)
  await view.getByRole('button', { name: 'Fold' }).click()
  await expect.poll(() => rows(view)).toHaveLength(2)
  // The choice is remembered.
  await app.reload()
  await expect.poll(() => rows(view)).toEqual([expect.stringMatching(/^\/a +served it\+1 field$/), 'plain'])
})

test('folds stack traces to their first line, unfolds them in place and finds what is in them', async ({ app, docker }) => {
  const trace = 'echo before; printf "Error: no\\n    at f (a.js:1:1)\\n    at g (b.js:1:1)\\n"; echo after; sleep 600'
  const view = await openLogs(app, await start(docker, trace))
  await expect(view.getByText('after')).toBeVisible()
  await shape(app, 'Fold stack traces')
  await expect.poll(() => rows(view)).toEqual(['before', 'Error: no+2 lines', 'after'])
  await view.getByRole('button', { name: '+2 lines' }).click()
  const open = ['before', 'Error: noFold', 'at f (a.js:1:1)', 'at g (b.js:1:1)', 'after']
  await expect.poll(() => rows(view)).toEqual(open)
  await view.getByRole('button', { name: 'Fold' }).click()
  await expect.poll(() => rows(view)).toHaveLength(3)
  await view.focus()
  await app.keyboard.press('Control+f')
  await dock(app).getByRole('searchbox', { name: 'Find in logs' }).fill('b.js')
  await expect(dock(app).getByText('1 line', { exact: true })).toBeVisible()
  await app.keyboard.press('Enter')
  await expect.poll(() => rows(view)).toEqual(open)
})

test('a mark beside the scroll bar leads to its match', async ({ app, docker }) => {
  const view = await openLogs(app, await start(docker, 'echo needle; i=0; while [ $i -lt 400 ]; do echo $i; i=$((i+1)); done; sleep 600'))
  await expect(view.getByText('399', { exact: true })).toBeVisible()
  await view.focus()
  await app.keyboard.press('Control+f')
  await dock(app).getByRole('searchbox', { name: 'Find in logs' }).fill('needle')
  await expect(dock(app).getByText('1 line', { exact: true })).toBeVisible()
  await expect(view.getByText('needle')).toBeHidden()
  const box = await view.boundingBox()
  if (box === null) throw new Error('the log is not in sight')
  await app.mouse.click(box.x + box.width - 2, box.y + 1)
  await expect(view.getByText('needle')).toBeVisible()
  await expect(dock(app).getByText('1 of 1 line', { exact: true })).toBeVisible()
})
