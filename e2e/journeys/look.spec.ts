import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { Sandbox } from '../../main/sandbox/types.ts'
import { expect, test } from '../fixtures.ts'
import { docker as dockerOn, startPrivateEngine } from '../rig/engine.ts'
import { type Words, words } from '../words.ts'

/**
 * Axe wants all content within landmarks, and lets dialogs stand beside them. A menu that is open stands there for the same reason:
 * it is drawn over the window, takes the focus, and hides all else from assistive technology.
 */
const BESIDE_LANDMARKS = 'dialog, [role=dialog], [role=alertdialog], [role=menu], svg'

/** Every rule of axe in the dark; of the light look only the colours differ. */
async function expectAccessible(app: Page, state: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await app.emulateMedia({ colorScheme })
    // A colour on its way from one look to the other is neither.
    await app.waitForFunction(() => !document.getAnimations().some((one) => one instanceof CSSTransition))
    const axe = new AxeBuilder({ page: app })
    const options =
      colorScheme === 'light' ? { runOnly: ['color-contrast'] } : { checks: { region: { options: { regionMatcher: BESIDE_LANDMARKS } } } }
    const { violations } = await axe.options(options).analyze()
    const short = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)
    expect.soft(short, `${state}, ${colorScheme}`).toEqual([])
  }
}

// It comes last, as its workers differ: each language in one of the two.
test.describe.configure({ mode: 'parallel' })

let engine: Sandbox
let bare: Sandbox
test.beforeAll(async () => {
  test.setTimeout(120_000)
  engine = await startPrivateEngine({ seed: ['alpine', 'noshell', 'web', 'api', 'sick', 'worker', 'containers'] })
  bare = await startPrivateEngine({ withRegistry: false })
  await dockerOn(engine.host, 'create', '--name', 'open', '--privileged', '-v', '/etc:/host:ro', 'alpine:3.20', 'sleep', '9999')
})
test.afterAll(async () => {
  await engine.stop()
  await bare.stop()
})

// A trace keeps every state of the page: it took longer than the test.
test.use({ trace: 'off' })

const row = (app: Page, name: string) => app.getByRole('row', { name, exact: true })
const inspector = (app: Page, t: Words) => app.getByRole('complementary', { name: t('app.inspector') })
const dock = (app: Page, t: Words) => app.getByRole('region', { name: t('app.dock') })

for (const language of ['en', 'ru'] as const) {
  const t = words(language)
  test.describe(language, () => {
    test.use({ language })
    test.setTimeout(400_000)

    test.describe('on a full host', () => {
      // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of a fixture's needs from a pattern
      test.use({ host: async ({}, give) => give(engine.host) })

      test('containers: table, inspector, menus, dialogs, palette', async ({ app }) => {
        await expect(row(app, 'mailer')).toContainText(t('containers.health.unhealthy').slice(1, 6))
        await expectAccessible(app, 'table')
        await row(app, 'open').click()
        const panel = inspector(app, t)
        await expect(panel.getByText(t('containers.privilege.privileged'))).toBeVisible()
        await expectAccessible(app, 'inspector')
        for (const tab of ['logs.tab', 'terminal.tab', 'containers.tab.inspect'] as const) {
          await panel.getByRole('tab', { name: t(tab), exact: true }).click()
          await expect(panel.getByRole('tab', { name: t(tab), exact: true })).toHaveAttribute('aria-selected', 'true')
          if (tab === 'containers.tab.inspect') await expect(panel.getByRole('treeitem').first()).toBeVisible()
          await expectAccessible(app, t(tab))
        }
        await row(app, 'mailer').click({ modifiers: ['Control'] })
        await row(app, 'mailer').click({ button: 'right' })
        await expect(app.getByRole('menu')).toBeVisible()
        await expectAccessible(app, 'menu')
        await app.keyboard.press('Escape')
        await expect(app.getByRole('grid', { name: t('containers.title') })).toBeFocused()
        await app.keyboard.press('Delete')
        await expect(app.getByRole('alertdialog')).toBeVisible()
        await expectAccessible(app, 'removal')
        await app.keyboard.press('Escape')
        await app.keyboard.press('Control+k')
        await app.keyboard.type('shop')
        await expect(app.getByRole('option').first()).toBeVisible()
        await expectAccessible(app, 'palette')
        await app.keyboard.press('Escape')
        await app.getByRole('searchbox', { name: t('containers.filter') }).fill('nothing is called this')
        await expect(app.getByText(t('containers.noMatch.title'))).toBeVisible()
        await expectAccessible(app, 'no match')
        await app.getByRole('banner').first().getByRole('button').first().click()
        await expect(app.getByRole('menu')).toBeVisible()
        await expectAccessible(app, 'hosts')
        await app.keyboard.press('Escape')
        await app
          .getByRole('contentinfo')
          .getByRole('button', { name: t('app.help') })
          .click()
        await expect(app.getByRole('dialog')).toBeVisible()
        await expectAccessible(app, 'help')
      })

      test('images, the run dialog, logs and a terminal', async ({ app }) => {
        await row(app, 'shop-api-1').click()
        await inspector(app, t)
          .getByRole('button', { name: t('containers.action.logs'), exact: true })
          .click()
        await expect(dock(app, t).locator('[data-line]').first()).toBeVisible()
        await dock(app, t).getByRole('log').focus()
        await app.keyboard.press('Control+f')
        await expect(dock(app, t).getByRole('searchbox', { name: t('logs.findLabel') })).toBeFocused()
        await app.keyboard.type('GET')
        await expectAccessible(app, 'logs')
        await inspector(app, t)
          .getByRole('button', { name: t('containers.action.terminal'), exact: true })
          .click()
        await expect(app.getByRole('textbox', { name: t('terminal.of', { name: 'shop-api-1' }) })).toBeFocused()
        await expectAccessible(app, 'terminal')
        await row(app, 'tunnel').click()
        await inspector(app, t)
          .getByRole('button', { name: t('containers.action.terminal'), exact: true })
          .click()
        await expect(app.getByText(t('terminal.noShell'))).toBeVisible({ timeout: 20_000 })
        await expectAccessible(app, 'no shell')

        await app
          .getByRole('navigation', { name: t('app.navigation') })
          .getByText(t('images.title'))
          .click()
        await row(app, 'gantry/api:1.4.2').click()
        for (const tab of ['images.layers', 'images.overview', 'images.inspect'] as const) {
          await inspector(app, t)
            .getByRole('tab', { name: t(tab), exact: true })
            .click()
          await expectAccessible(app, t(tab))
        }
        await app.getByRole('button', { name: t('images.pull'), exact: true }).click()
        await expect(app.getByRole('dialog', { name: t('images.pullTitle') })).toBeVisible()
        await expectAccessible(app, 'pull dialog')
        await app.keyboard.press('Escape')
        await inspector(app, t)
          .getByRole('button', { name: t('images.run'), exact: true })
          .click()
        const form = app.getByRole('dialog', { name: t('run.title') })
        await form.getByRole('button', { name: t('run.portAdd') }).click()
        await form.getByLabel(t('run.portHost', { n: 1 })).fill('99999')
        await form.getByRole('button', { name: t('run.envAdd') }).click()
        await form.getByRole('button', { name: t('run.mountAdd') }).click()
        await form.getByLabel(t('run.name'), { exact: true }).fill('-x')
        await form.getByRole('button', { name: t('run.run'), exact: true }).click()
        await expect(form.getByRole('alert').first()).toBeVisible()
        await expectAccessible(app, 'run dialog')
      })
    })

    test.describe('on an empty host', () => {
      // biome-ignore lint/correctness/noEmptyPattern: see above
      test.use({ host: async ({}, give) => give(bare.host) })
      test('says what a container and an image are', async ({ app }) => {
        await expect(app.getByText(t('containers.empty.title'))).toBeVisible()
        await expectAccessible(app, 'no containers')
        await app
          .getByRole('navigation', { name: t('app.navigation') })
          .getByText(t('images.title'))
          .click()
        await expect(app.getByText(t('images.emptyTitle'))).toBeVisible()
        await expectAccessible(app, 'no images')
      })
    })

    test.describe('without a host', () => {
      test.use({ host: 'unix:///nowhere/docker.sock' })
      test('says where it looked and what to do', async ({ app }) => {
        await expect(app.getByRole('heading', { level: 1 })).toContainText('/nowhere/docker.sock')
        await expectAccessible(app, 'no host')
      })
    })
  })
}
