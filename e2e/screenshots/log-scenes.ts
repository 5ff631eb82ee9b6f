import { docker, uniqueName } from '../rig/engine.ts'
import { openLogs, type Scene, type Stage } from './scenes.ts'

const dock = ({ page, t }: Stage) => page.getByRole('region', { name: t('app.dock') })

/** The search over whole logs: its matches, then the place of one. */
export const logSearch: Scene = {
  name: 'logs-search',
  run: async (stage, shoot) => {
    const { page, t } = stage
    await openLogs(stage, 'shop-api-1', 'shop-web-1')
    const log = dock(stage).getByRole('log').locator('visible=true')
    await log.focus()
    await page.keyboard.press('Control+f')
    await dock(stage)
      .getByRole('searchbox', { name: t('logs.findLabel') })
      .fill('get')
    await dock(stage)
      .getByRole('button', { name: t('logs.search.title') })
      .click()
    const list = dock(stage).getByRole('list', { name: t('logs.search.list') })
    await list.getByRole('button').nth(5).waitFor()
    await shoot()
    await list.getByRole('button').nth(3).click()
    await dock(stage)
      .getByRole('button', { name: t('logs.search.back') })
      .waitFor()
    await shoot()
    await page.keyboard.press('Escape')
    await dock(stage)
      .getByRole('button', { name: t('logs.search.close') })
      .click()
  },
}

/** Records of one name among others: in their list, in a tab of its own, and searched together. */
export const records: Scene = {
  name: 'records',
  run: async (stage, shoot) => {
    const { page, t, engine } = stage
    const name = uniqueName('worker')
    const live = (lines: number) =>
      docker(
        engine.host,
        'run',
        '-d',
        '--name',
        name,
        'alpine:3.20',
        'sh',
        '-c',
        `seq 1 ${String(lines)} | sed 's/.*/{"n":&,"msg":"done"}/'; sleep 600`,
      )
    const row = (of: string) => page.getByRole('row', { name: of, exact: true })
    const dialog = page.getByRole('dialog', { name: t('records.title') })
    const list = async () => {
      await page.keyboard.press('Control+k')
      await page.keyboard.type(t('records.title'))
      await page
        .getByRole('option', { name: t('records.title') })
        .first()
        .click()
    }
    await live(3000)
    for (const of of [name, 'shop-api-1']) {
      await row(of).click({ button: 'right' })
      await page.getByRole('menuitem', { name: t('records.menu'), exact: true }).click()
    }
    await list()
    await dialog
      .getByText(/3.000 /)
      .first()
      .waitFor()
    for (const lines of [200, 70]) {
      await docker(engine.host, 'rm', '-f', name)
      await live(lines)
      await dialog
        .getByText(t('logs.lines', { count: lines }))
        .first()
        .waitFor()
    }
    await shoot()
    await dialog
      .getByRole('list', { name: t('records.groupOf', { name }) })
      .getByRole('button', { name: /\u2026/ })
      .last()
      .waitFor()
    await dialog
      .getByRole('list', { name: t('records.groupOf', { name }) })
      .getByText(t('records.open'), { exact: true })
      .last()
      .click()
    await dock(stage).getByRole('log').locator('visible=true').locator('[data-line]').nth(3).waitFor()
    await shoot()
    await list()
    await dialog.getByRole('checkbox', { name: t('records.chooseGroup', { name }) }).click()
    await dialog.getByRole('button', { name: t('records.searchChosen', { count: 3 }) }).click()
    const panel = dock(stage).getByRole('region', { name: t('records.search.several') })
    await panel.getByRole('searchbox').fill('done')
    await page.keyboard.press('Enter')
    await panel.getByText(t('logs.search.earliest')).waitFor()
    await shoot()
    await panel.getByRole('button', { name: /done/ }).nth(2).click()
    await dock(stage).getByText(t('logs.state.held')).waitFor()
    await shoot()
    await docker(engine.host, 'rm', '-f', name)
  },
}
