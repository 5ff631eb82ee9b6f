import type { Page } from '@playwright/test'
import type { Sandbox } from '../../main/sandbox/types.ts'
import type { Words } from '../words.ts'

export type Stage = { page: Page; t: Words; engine: Sandbox }
/** Leads to a state of the app, shows it, and leads back to where it began. */
export type Scene = { name: string; run: (stage: Stage, shoot: () => Promise<void>) => Promise<void> }

const row = (page: Page, name: string) => page.getByRole('row', { name, exact: true })
const dock = ({ page, t }: Stage) => page.getByRole('region', { name: t('app.dock') })
const inspector = ({ page, t }: Stage) => page.getByRole('complementary', { name: t('app.inspector') })

export async function go(stage: Stage, to: 'containers.title' | 'images.title'): Promise<void> {
  await stage.page
    .getByRole('navigation', { name: stage.t('app.navigation') })
    .getByText(stage.t(to))
    .click()
}

export async function openTerminal(stage: Stage, name: string): Promise<void> {
  const { page, t } = stage
  await row(page, name).click()
  await inspector(stage)
    .getByRole('button', { name: t('containers.action.terminal'), exact: true })
    .click()
  await page.getByRole('textbox', { name: t('terminal.of', { name }) }).waitFor()
  const screen = dock(stage).locator('.xterm-screen').locator('visible=true')
  await screen.click()
  await page.keyboard.type('cat /etc/os-release | head -3; ls --color=always /\n')
}

/** Of what is selected: one container, or several. */
export async function openLogs(stage: Stage, ...names: string[]): Promise<void> {
  const { page, t } = stage
  for (const [at, name] of names.entries()) await row(page, name).click(at === 0 ? {} : { modifiers: ['Control'] })
  await row(page, names[0] ?? '').click({ button: 'right' })
  await page.getByRole('menuitem', { name: t('containers.action.logs'), exact: true }).click()
  await dock(stage).getByRole('log').locator('[data-line]').nth(5).waitFor()
}

const containers: Scene = {
  name: 'containers',
  run: async (stage, shoot) => {
    const { page } = stage
    await go(stage, 'containers.title')
    await row(page, 'shop-api-1').waitFor()
    await shoot()
  },
}

const logs: Scene = {
  name: 'containers-logs',
  run: async (stage, shoot) => {
    await openLogs(stage, 'shop-api-1', 'shop-web-1')
    await row(stage.page, 'shop-api-1').click()
    await shoot()
  },
}

const terminal: Scene = {
  name: 'containers-terminal',
  run: async (stage, shoot) => {
    await openTerminal(stage, 'shop-api-1')
    await row(stage.page, 'shop-web-1').click()
    await shoot()
    await stage.page.keyboard.press('Control+j')
  },
}

const inspectTabs: Scene = {
  name: 'containers-inspect',
  run: async (stage, shoot) => {
    const { page, t } = stage
    await row(page, 'mailer').click()
    await inspector(stage)
      .getByRole('tab', { name: t('containers.tab.inspect') })
      .click()
    await inspector(stage).getByRole('treeitem').nth(5).waitFor()
    await shoot()
    await inspector(stage)
      .getByRole('tab', { name: t('containers.tab.overview') })
      .click()
  },
}

const bulk: Scene = {
  name: 'containers-menu',
  run: async ({ page }, shoot) => {
    await row(page, 'mailer').click()
    await row(page, 'tunnel').click({ modifiers: ['Control'] })
    await row(page, 'tunnel').click({ button: 'right' })
    await page.getByRole('menu').waitFor()
    await shoot()
    await page.keyboard.press('Escape')
  },
}

const removal: Scene = {
  name: 'containers-remove',
  run: async ({ page }, shoot) => {
    await row(page, 'mailer').click()
    await row(page, 'shop-db-1').click({ modifiers: ['Control'] })
    await page.getByRole('grid').press('Delete')
    await page.getByRole('alertdialog').waitFor()
    await shoot()
    await page.keyboard.press('Escape')
    await row(page, 'mailer').click()
  },
}

const palette: Scene = {
  name: 'palette',
  run: async ({ page }, shoot) => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('shop')
    await page.getByRole('option').first().waitFor()
    await shoot()
    await page.keyboard.press('Escape')
  },
}

const hosts: Scene = {
  name: 'hosts',
  run: async ({ page }, shoot) => {
    await page.getByRole('banner').getByRole('button').first().click()
    await shoot()
    await page.keyboard.press('Escape')
  },
}

const images: Scene = {
  name: 'images-layers',
  run: async (stage, shoot) => {
    const { page, t } = stage
    await go(stage, 'images.title')
    await row(page, 'gantry/api:1.4.2').click()
    await inspector(stage)
      .getByRole('tab', { name: t('images.layers') })
      .click()
    await inspector(stage).getByRole('list').first().waitFor()
    await shoot()
  },
}

const pulling: Scene = {
  name: 'images-pulling',
  run: async (stage, shoot) => {
    const { page, t, engine } = stage
    await engine.limitRate(1_500_000)
    await page.getByRole('button', { name: t('images.pull'), exact: true }).click()
    const dialog = page.getByRole('dialog', { name: t('images.pullTitle') })
    await dialog.getByRole('combobox').or(dialog.getByRole('textbox')).first().fill('postgres:17')
    await shoot()
    await dialog.getByRole('button', { name: t('images.pull'), exact: true }).click()
    const panel = page.getByRole('dialog', { name: t('images.pulls') })
    await panel.getByText(/[MМ][BБ]\//).waitFor({ timeout: 20_000 })
    await shoot()
    await panel.getByRole('button', { name: t('images.pullCancel'), exact: true }).click()
    await panel.getByText(t('images.pullCancelled', { reference: 'postgres:17' })).waitFor()
    await panel.getByRole('button', { name: t('images.pullsClear') }).click()
    await page.keyboard.press('Escape')
    await engine.limitRate(0)
    await go(stage, 'containers.title')
  },
}

const run: Scene = {
  name: 'run',
  run: async (stage, shoot) => {
    const { page, t } = stage
    await page
      .getByRole('button', { name: t('containers.run'), exact: true })
      .first()
      .click()
    const form = page.getByRole('dialog', { name: t('run.title') })
    await shoot()
    await form.getByLabel(t('run.image'), { exact: true }).fill('gantry/web:1.27')
    await form.getByLabel(t('run.name'), { exact: true }).fill('shop web')
    await form.getByLabel(t('run.command'), { exact: true }).fill('httpd "-f')
    await form.getByRole('button', { name: t('run.portAdd') }).click()
    await form.getByLabel(t('run.portHost', { n: 1 })).fill('127.0.0.1:99999')
    await form.getByLabel(t('run.portContainer', { n: 1 })).fill('80')
    await form.getByRole('button', { name: t('run.envAdd') }).click()
    await form.getByLabel(t('run.envName', { n: 1 }), { exact: true }).fill('API_PASSWORD')
    await form.getByLabel(t('run.envValue', { n: 1 }), { exact: true }).fill('not-a-secret')
    await form.getByRole('button', { name: t('run.run'), exact: true }).click()
    await shoot()
    await page.keyboard.press('Escape')
    await form.waitFor({ state: 'hidden' })
  },
}

/** On the seeded engine, in this order: what a scene opens in the dock stays there. */
export const scenes: readonly Scene[] = [containers, logs, terminal, inspectTabs, bulk, removal, palette, hosts, images, pulling, run]
