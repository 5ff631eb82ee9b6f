import type { Page } from '@playwright/test'
import { expect, test, uniqueName } from '../fixtures.ts'

const dock = (app: Page) => app.getByRole('region', { name: 'Terminals and logs' })
const strip = (app: Page) => dock(app).getByRole('tablist')

test('thirty tabs: the wheel goes through them, a list leads to each, and the one in front stays in sight', async ({ app }) => {
  const tabs = Array.from({ length: 30 }, (_, at) => ({ id: `r${String(at)}`, kind: 'recording', title: `session-${String(at)}.cast` }))
  await app.evaluate((all) => {
    const view = { tabs: all.map((tab) => ({ ...tab, params: {} })), activeTab: 'r29', dockOpen: true }
    // The page keeps its view when it goes: after that.
    addEventListener('pagehide', () => sessionStorage.setItem('gantry.view', JSON.stringify(view)))
  }, tabs)
  await app.reload()
  const tab = (at: number) => dock(app).getByRole('tab', { name: `session-${String(at)}.cast` })
  await expect(tab(29)).toHaveAttribute('aria-selected', 'true')
  await expect(tab(29)).toBeInViewport({ ratio: 1 })
  await expect(tab(0)).not.toBeInViewport()
  await strip(app).hover()
  await app.mouse.wheel(0, -20_000)
  await expect(tab(0)).toBeInViewport({ ratio: 1 })
  await expect(tab(29)).not.toBeInViewport()

  await dock(app).getByRole('button', { name: 'All tabs' }).click()
  await expect(app.getByRole('menuitemradio')).toHaveCount(30)
  await expect(app.getByRole('menuitemradio', { name: 'session-29.cast' })).toBeChecked()
  await app.getByRole('menuitemradio', { name: 'session-7.cast' }).click()
  await expect(tab(7)).toHaveAttribute('aria-selected', 'true')
  await expect(tab(7)).toBeInViewport({ ratio: 1 })

  // The list again, by keyboard: to the last one by the beginning of its name.
  await dock(app).getByRole('button', { name: 'All tabs' }).focus()
  await app.keyboard.press('Enter')
  await app.keyboard.type('session-29')
  await app.keyboard.press('Enter')
  await expect(tab(29)).toBeInViewport({ ratio: 1 })
  for (const width of [1000, 760]) {
    await app.setViewportSize({ width, height: 640 })
    await expect(tab(29)).toBeInViewport({ ratio: 1 })
  }
  // What stands beside the strip is not pushed out.
  for (const name of ['New tab', 'All tabs', 'Hide terminals and logs'])
    await expect(dock(app).getByRole('button', { name })).toBeInViewport({ ratio: 1 })
  await dock(app).getByRole('button', { name: 'All tabs' }).click()
  await app.getByRole('menuitem', { name: /^Close tab/ }).click()
  await expect(dock(app).getByRole('tab')).toHaveCount(29)
})

test('titles follow the language, those one gave a tab stay, and Split is offered where there is something to split', async ({
  app,
  docker,
}) => {
  const name = uniqueName('dock')
  await docker('run', '-dit', '--name', name, 'alpine:3.20', 'sh')
  try {
    await app.getByRole('row', { name }).click()
    await app.getByRole('button', { name: 'Logs', exact: true }).click()
    await expect(dock(app).getByRole('tab', { name: `${name} · logs` })).toBeVisible()
    await expect(dock(app).getByRole('button', { name: 'Split' })).toHaveCount(0)
    await app.keyboard.press('Control+k')
    await app.getByRole('combobox').fill(`Attach to ${name}`)
    await app.getByRole('option', { name: `Attach to ${name}` }).click()
    await expect(dock(app).getByRole('tab', { name: `${name} · attached` })).toBeVisible()
    await app.getByRole('button', { name: 'Terminal', exact: true }).click()
    const shell = dock(app).getByRole('tab', { name: `${name} · ash` })
    await expect(shell).toHaveAttribute('aria-selected', 'true')
    await shell.dblclick()
    await app.getByRole('textbox', { name: 'Name' }).fill('mine')
    await app.keyboard.press('Enter')
    await dock(app).getByRole('button', { name: 'Split' }).click()
    await app.getByRole('menuitem', { name: /^Split below/ }).click()
    await expect(app.getByRole('separator', { name: 'Resize panes' })).toBeVisible()

    await app.getByRole('button', { name: 'Language: EN' }).click()
    await app.getByRole('menuitemradio', { name: 'Русский' }).click()
    const russian = app.getByRole('region', { name: 'Терминалы и журналы' })
    await expect(russian.getByRole('tab', { name: `${name} · журнал` })).toBeVisible()
    await expect(russian.getByRole('tab', { name: `${name} · подключение` })).toBeVisible()
    await expect(russian.getByRole('tab', { name: 'mine' })).toBeVisible()
  } finally {
    await docker('rm', '-f', name)
  }
})
