import type { Page } from '@playwright/test'
import type { Sandbox } from '../../main/sandbox/types.ts'
import { expect, test } from '../fixtures.ts'
import { docker as dockerOn, engineApi, startPrivateEngine } from '../rig/engine.ts'

const COUNT = 3_000
/** Everything the page is made of, with thousands of rows behind the table. */
const MOST_NODES = 2_500

const MARKUP = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
const BIDI = 'gpj.\u202ecod.exe\u2066\u2069'
const ESCAPES = '\u001b[2J\u001b]0;owned\u0007\u001b[31mred\u009b1m'
const EVIL = `${MARKUP}${BIDI}${ESCAPES}`
const BIG = 'L'.repeat(2 << 20)
const HOSTILE = 'zzz-hostile'

/** As JSON text: an object literal would lose `__proto__`. */
const hostileBody = () => {
  const text = JSON.stringify
  const script = `printf '%s\\n' "$EVIL" '__proto__' 'constructor'; sleep 9999`
  return `{"Image":"alpine:3.20","Cmd":["sh","-c",${text(script)},${text(EVIL)}],
    "Env":[${text(`EVIL=${EVIL}`)},"__proto__=polluted","constructor=polluted"],
    "Labels":{"__proto__":"polluted","constructor":"polluted","toString":${text(EVIL)},${text(MARKUP)}:${text(BIDI)},
      "big":${text(BIG)},"com.docker.compose.project":${text(EVIL)}}}`
}

let engine: Sandbox
test.beforeAll(async () => {
  test.setTimeout(300_000)
  engine = await startPrivateEngine({ seed: ['alpine', 'noshell'] })
  const api = engineApi(engine.host)
  let next = 0
  const work = async () => {
    while (next < COUNT) {
      const n = next++
      await api.call('POST', `/containers/create?name=many-${String(n).padStart(4, '0')}`, {
        Image: 'gantry/noshell',
        Labels: { 'com.docker.compose.project': `project-${String(n % 40)}`, tier: n % 2 === 0 ? 'front' : 'back' },
        HostConfig: { NetworkMode: 'none' },
      })
    }
  }
  await Promise.all(Array.from({ length: 8 }, work))
  await api.call('POST', `/containers/create?name=${HOSTILE}`, JSON.parse(hostileBody()) as object)
})
test.afterAll(async () => engine.stop())
// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of a fixture's needs from a pattern
test.use({ host: async ({}, give) => give(engine.host) })

const table = (app: Page) => app.getByRole('grid', { name: 'Containers' })
const row = (app: Page, name: string) => table(app).getByRole('row', { name, exact: true })
const inspector = (app: Page) => app.getByRole('complementary', { name: 'Inspector' })
const nodes = (app: Page) => app.evaluate(() => document.querySelectorAll('*').length)
/** What an engine's words could have done to the page. */
const harm = (app: Page) =>
  app.evaluate(() => ({
    title: document.title,
    elements: document.querySelectorAll('main img, aside img, section img, main script, aside script, section script').length,
    polluted: Object.keys(Object.prototype).length + Number('polluted' in {}),
    bare: /[\u202a-\u202e\u2066-\u2069\u001b\u0080-\u009f]/.test(document.body.textContent),
  }))
const NO_HARM = { title: 'Gantry', elements: 0, polluted: 0, bare: false }

test('3000 containers: counted, filtered, sorted, scrolled to the end, with a small page', async ({ app }) => {
  await expect(
    app
      .getByText('All3001')
      .or(app.getByRole('radio', { name: /^All 3,?001$/ }))
      .first(),
  ).toBeVisible({ timeout: 20_000 })
  await expect(table(app)).toHaveAttribute('aria-rowcount', String(COUNT + 1 + 41 + 1)) // rows, groups, header
  expect(await nodes(app)).toBeLessThan(MOST_NODES)

  await table(app).focus()
  await app.keyboard.press('End')
  await expect(table(app).getByRole('row').last()).toBeInViewport()
  await app.keyboard.press('Home')
  await expect(row(app, 'many-0000')).toBeInViewport()

  const filter = app.getByRole('searchbox', { name: 'Filter containers' })
  await filter.fill('label:tier=front')
  await expect(table(app)).toHaveAttribute('aria-rowcount', String(COUNT / 2 + 20 + 1))
  await filter.fill('many-2999')
  await expect(row(app, 'many-2999')).toBeVisible()
  await expect(table(app)).toHaveAttribute('aria-rowcount', '3')
  await filter.fill('')

  await app.getByRole('button', { name: 'Group' }).click()
  await app.getByRole('menuitemcheckbox', { name: 'Group by project' }).click()
  await app.keyboard.press('Escape')
  await expect(table(app)).toHaveAttribute('aria-rowcount', String(COUNT + 2))
  await expect(row(app, 'many-0000')).toBeInViewport()
  await app.getByRole('columnheader', { name: 'Name' }).click()
  await expect(row(app, HOSTILE)).toBeInViewport()
  await expect(row(app, 'many-2999')).toBeInViewport()

  // The whole way down in strides, as a wheel does it: every stop shows rows, and the page stays small.
  await table(app).hover()
  for (let stop = 0; stop < 12; stop++) {
    await app.mouse.wheel(0, 9_000)
    await expect(
      table(app)
        .getByRole('row', { name: /^many-/ })
        .first(),
    ).toBeVisible()
    expect(await nodes(app)).toBeLessThan(MOST_NODES)
  }
  await expect(row(app, 'many-0000')).toBeInViewport()
  expect(await harm(app)).toEqual(NO_HARM)
})

test('one with a 2 MB label and hostile words everywhere: exact, harmless', async ({ app }) => {
  const filter = app.getByRole('searchbox', { name: 'Filter containers' })
  await filter.fill(HOSTILE)
  await row(app, HOSTILE).click()
  const panel = inspector(app)
  await panel.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(row(app, HOSTILE)).toContainText('Up')
  await expect(panel.getByText('⟨U+202E⟩').first()).toBeVisible()
  await expect(panel.getByText('EVIL', { exact: true })).toBeVisible()
  await expect(panel.getByText('__proto__', { exact: true })).toBeVisible()
  expect(await harm(app)).toEqual(NO_HARM)

  await panel.getByRole('tab', { name: 'Inspect' }).click()
  await expect(panel.getByRole('treeitem').first()).toBeVisible()
  await app.evaluate(() => navigator.clipboard.writeText(''))
  await panel.getByRole('button', { name: /^Copy/ }).first().click()
  await expect.poll(async () => (await app.evaluate(() => navigator.clipboard.readText())).length).toBeGreaterThan(BIG.length)
  const copied = await app.evaluate(() => navigator.clipboard.readText())
  const [truth] = JSON.parse(await dockerOn(engine.host, 'inspect', HOSTILE)) as [{ Config: Record<string, unknown> }]
  const shown = JSON.parse(copied) as { Config: Record<string, unknown> }
  expect(Object.entries(shown.Config['Labels'] as object)).toEqual(Object.entries(truth.Config['Labels'] as object))
  expect(shown.Config['Env']).toEqual(truth.Config['Env'])
  expect(shown.Config['Cmd']).toEqual(truth.Config['Cmd'])
  await panel.getByRole('searchbox').fill('polluted')
  await expect(panel.getByRole('treeitem').filter({ hasText: '__proto__' }).first()).toBeVisible()
  expect(await harm(app)).toEqual(NO_HARM)
  expect(await nodes(app)).toBeLessThan(MOST_NODES)

  await panel.getByRole('button', { name: 'Logs', exact: true }).click()
  const log = app.getByRole('log', { name: `Logs of ${HOSTILE}` })
  await expect(log.getByText('<img src=x').first()).toBeVisible()
  await expect(log.getByText('⟨U+202E⟩').first()).toBeVisible()
  await expect(log.getByText('constructor', { exact: true })).toBeVisible()
  expect(await harm(app)).toEqual(NO_HARM)
})
