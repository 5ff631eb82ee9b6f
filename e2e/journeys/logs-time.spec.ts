import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { expect, test, uniqueName } from '../fixtures.ts'

type Docker = (...args: string[]) => Promise<string>
const made: string[] = []
test.afterEach(async ({ docker }) => {
  if (made.length > 0) await docker('rm', '-fv', ...made.splice(0))
})

const dock = (app: Page): Locator => app.getByRole('region', { name: 'Terminals and logs' })
async function open(app: Page, docker: Docker, command: string): Promise<{ name: string; view: Locator }> {
  const name = uniqueName('time')
  await docker('run', '-d', '--name', name, 'alpine:3.20', 'sh', '-c', command)
  made.push(name)
  await app.getByRole('row', { name }).click()
  await app.getByRole('button', { name: 'Logs', exact: true }).first().click()
  return { name, view: dock(app).getByRole('log', { name: `Logs of ${name}` }) }
}
const range = (app: Page): Locator => app.getByRole('dialog', { name: 'Time and lines' })

test('relative stamps grow older by themselves', async ({ app, docker }) => {
  const { view } = await open(app, docker, 'echo hello; sleep 600')
  await expect(view.getByText('hello')).toBeVisible()
  await dock(app).getByRole('button', { name: 'Time stamps' }).click()
  await app.getByRole('menuitemradio', { name: 'Relative (2 min ago)' }).click()
  await app.keyboard.press('Escape')
  await expect(view.getByText(/^(now|\d+ sec\. ago)\s*$/)).toBeVisible()
  await expect(view.getByText(/^\d+ sec\. ago\s*$/)).toBeVisible({ timeout: 20_000 })
  await expect(view.getByText(/sec\. ago/)).toHaveAttribute('title', /T\d\d:\d\d:\d\d\.\d{9}/)
})

test('a part of the log by time is chosen, stays over a reload, and is taken away again', async ({ app, docker, checkAccessibility }) => {
  const { name, view } = await open(app, docker, 'echo early; sleep 2; echo late; sleep 600')
  await expect(view.getByText('late')).toBeVisible()
  const early = (await docker('logs', '--timestamps', name)).split(' ')[0] ?? ''
  await dock(app).getByRole('button', { name: 'Time and lines' }).click()
  const until = range(app).getByRole('textbox', { name: 'Until' })
  await range(app).getByRole('textbox', { name: 'From' }).fill('5 minutes')
  await until.press('Enter')
  await expect(range(app).getByText(/^Not a time/)).toBeVisible()
  await checkAccessibility('[role="dialog"]')
  await range(app).getByRole('button', { name: 'today' }).click()
  await until.fill(early)
  await until.press('Enter')
  await expect(view.getByText(`${name}: the chosen time ends here`)).toBeVisible()
  await expect(view.getByText('early')).toBeVisible()
  await expect(view.getByText('late')).toHaveCount(0)
  await expect(view).toBeFocused()
  await expect(dock(app).getByText(/to the end of the chosen time/)).toBeVisible()
  await app.reload()
  await expect(view.getByText(`${name}: the chosen time ends here`)).toBeVisible()
  await expect(view.getByText('late')).toHaveCount(0)
  await checkAccessibility('[aria-label="Terminals and logs"]')
  await dock(app)
    .getByRole('button', { name: /^Remove range/ })
    .click()
  await expect(view.getByText('late')).toBeVisible()
  await dock(app).getByRole('button', { name: 'Time and lines' }).click()
  await range(app).getByRole('radio', { name: 'Newest lines' }).click()
  await range(app).getByRole('textbox', { name: 'Lines of each container' }).fill('1')
  await range(app).getByRole('button', { name: 'Apply' }).click()
  await expect(dock(app).getByText('newest line', { exact: true })).toBeVisible()
  await expect(view.getByText('late')).toBeVisible()
  await expect(view.getByText('early')).toHaveCount(0)
})

test('what is shown, the selected lines and everything the engine has are saved as JSON, text and bytes', async ({ app, docker }) => {
  // The browser's own picker cannot be answered by a test.
  await app.addInitScript(() => {
    for (const owner of [globalThis, Window.prototype]) Reflect.deleteProperty(owner, 'showSaveFilePicker')
  })
  await app.reload()
  const { name, view } = await open(
    app,
    docker,
    "printf 'one \\033[31mred\\033[0m\\n'; sleep 0.2; echo two >&2; sleep 0.2; printf 'thr\\321\\221e\\n'; sleep 600",
  )
  await expect(view.getByText(/^thrёe$/)).toBeVisible()
  const save = async (...path: string[]): Promise<Buffer> => {
    const download = app.waitForEvent('download')
    await dock(app).getByRole('button', { name: 'Save', exact: true }).click()
    for (const [depth, label] of path.entries()) {
      const items = app.getByRole('menuitem', { name: label, exact: true })
      // The ways to save stand in the menu and again in the one that opens beside it.
      if (depth > 0) await expect(items).toHaveCount(2)
      await items.last().click()
    }
    return readFile(await (await download).path())
  }
  const lines = (await save('Save as JSON lines')).toString().trimEnd().split('\n')
  const parsed = lines.map((line) => JSON.parse(line) as Record<string, string>)
  expect(parsed.map(({ stream, container }) => [stream, container])).toEqual([
    ['stdout', name],
    ['stderr', name],
    ['stdout', name],
  ])
  expect(parsed[0]).toMatchObject({ line: 'one \u001b[31mred\u001b[0m', time: expect.stringMatching(/\.\d{9}Z$/) as unknown })
  expect(parsed[2]).toMatchObject({ line: 'thrёe' })
  expect((await save('What is shown', 'Save as text')).toString()).toBe('one red\ntwo\nthrёe\n')
  expect((await save('What is shown', 'Save as logged')).toString()).toBe('one \u001b[31mred\u001b[0m\ntwo\nthrёe\n')
  await view.getByText('two', { exact: true }).dblclick()
  expect((await save('The selected lines', 'Save as text with time stamps')).toString()).toMatch(/^\d{4}-[\d-]+T[\d:.]{18}Z two\n$/)
})

test('leads to the first line at or after a time, in the view, before it, and says when there is none', async ({ app, docker }) => {
  const { name, view } = await open(app, docker, 'i=0; while [ $i -lt 3000 ]; do echo row $i; i=$((i+1)); done; sleep 600')
  await expect(view.getByText('row 2999', { exact: true })).toBeVisible()
  const stamps = new Map(
    (await docker('logs', '--timestamps', name)).split('\n').map((line) => [line.slice(line.indexOf(' ') + 1), line.split(' ')[0] ?? '']),
  )
  const go = async (time: string) => {
    await dock(app).getByRole('button', { name: 'Time and lines' }).click()
    await range(app).getByRole('textbox', { name: 'Go to a time' }).fill(time)
    await app.keyboard.press('Enter')
  }
  await go(stamps.get('row 2500') ?? '')
  await expect(view.getByText('row 2500', { exact: true })).toBeVisible()
  await expect(view).toBeFocused()
  await go('2100-01-01')
  await expect(range(app).getByText('Nothing was logged at this time or after it.')).toBeVisible()
  await app.keyboard.press('Escape')
  // Further back than the newest 1000 lines.
  await go(stamps.get('row 100') ?? '')
  await expect(view.getByText('row 100', { exact: true })).toBeVisible()
  await expect(view.getByText('row 99', { exact: true })).toHaveCount(0)
  await expect(dock(app).getByRole('button', { name: /^Remove range/ })).toBeVisible()
})
