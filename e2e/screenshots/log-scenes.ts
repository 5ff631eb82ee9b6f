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
