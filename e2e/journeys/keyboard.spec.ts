import type { Locator, Page } from '@playwright/test'
import { expect, test, uniqueName } from '../fixtures.ts'
import { type Language, type Words, words } from '../words.ts'

const row = (app: Page, name: string) => app.getByRole('row', { name, exact: true })
const grid = (app: Page, t: Words) => app.getByRole('grid', { name: t('containers.title') })

/** After whatever was done the keyboard has a place: a lost focus stands on the body. */
async function expectPlace(app: Page, after: string): Promise<void> {
  await expect.poll(() => app.evaluate(() => document.activeElement !== null && document.activeElement !== document.body), after).toBe(true)
}

/** Round the parts of the window until the focus is within this one. */
async function goTo(app: Page, place: Locator, key = 'F6'): Promise<void> {
  for (let turn = 0; turn < 8; turn++) {
    if (await place.evaluate((element) => element.contains(document.activeElement))) return
    await app.keyboard.press(key)
    await expectPlace(app, `${key} leads somewhere`)
  }
  throw new Error(`${key} never leads there`)
}

/** Tab until this has the focus; backwards, because F6 leads into an inspector's tab list, below its buttons. */
async function tabTo(app: Page, target: Locator, key = 'Shift+Tab'): Promise<void> {
  for (let step = 0; step < 20; step++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await app.keyboard.press(key)
  }
  throw new Error(`${key} never leads there`)
}

async function choose(app: Page, verb: string): Promise<void> {
  await app.keyboard.press('Shift+F10')
  const item = app.getByRole('menuitem', { name: verb, exact: true })
  await expect(item).toBeVisible()
  for (let step = 0; step < 20 && !(await item.evaluate((e) => e === document.activeElement)); step++) await app.keyboard.press('ArrowDown')
  await app.keyboard.press('Enter')
}

for (const language of ['en', 'ru'] as const satisfies readonly Language[]) {
  const t = words(language)
  test.describe(language, () => {
    test.use({ language })

    test('start a container, read its logs, type into a terminal in it, stop it: by keyboard alone', async ({ app, docker }) => {
      const name = uniqueName('keys')
      await docker('create', '--name', name, '--stop-signal', 'SIGKILL', 'alpine:3.20', 'sh', '-c', 'echo ready; sleep 600')
      await expect(row(app, name)).toBeVisible()
      const table = grid(app, t)
      const inspector = app.getByRole('complementary', { name: t('app.inspector') })
      const dock = app.getByRole('region', { name: t('app.dock') })

      // The filter leads to the row; Enter leads from the row into its inspector.
      await app.keyboard.press('/')
      await app.keyboard.type(name)
      await app.keyboard.press('ArrowDown')
      await expect(table).toBeFocused()
      await expect(row(app, name)).toHaveAttribute('aria-selected', 'true')
      await choose(app, t('containers.action.start'))
      await expect(row(app, name).locator('[data-tone=ok]')).toBeVisible()
      await expect(table, 'the menu gives the focus back').toBeFocused()

      await choose(app, t('containers.action.logs'))
      await expect(dock.getByRole('log').getByText('ready')).toBeVisible()
      await expectPlace(app, 'after opening logs')
      await goTo(app, dock)

      await goTo(app, inspector)
      await tabTo(app, inspector.getByRole('button', { name: t('containers.action.terminal'), exact: true }))
      // Held or hit twice: still one terminal.
      await app.keyboard.press('Space')
      await app.keyboard.press('Space')
      const terminal = app.getByRole('textbox', { name: t('terminal.of', { name }) })
      await expect(terminal).toBeFocused()
      await expect(dock.getByRole('tab')).toHaveCount(2)
      await app.keyboard.type('echo typed > /tmp/typed\n')
      await expect.poll(() => docker('exec', name, 'sh', '-c', 'cat /tmp/typed 2>&1 || true')).toBe('typed\n')
      // F6 is the program's; Ctrl+F6 leaves.
      await app.keyboard.press('F6')
      await expect(terminal).toBeFocused()
      await goTo(app, inspector, 'Control+F6')

      const stop = inspector.getByRole('button', { name: t('containers.action.stop'), exact: true })
      await tabTo(app, stop)
      await app.keyboard.press('Enter')
      await expect(inspector.getByRole('button', { name: t('containers.action.start'), exact: true })).toBeVisible()
      await expectPlace(app, 'after the button that was pressed has gone')
      expect(await inspector.evaluate((element) => element.contains(document.activeElement)), 'still in the inspector').toBe(true)

      // Both tabs go with Delete, one after the other; then the inspector, by its own button.
      await goTo(app, dock)
      for (const left of [1, 0]) {
        await expect(dock.getByRole('tab', { selected: true })).toBeFocused()
        await app.keyboard.press('Delete')
        await expect(dock.getByRole('tab')).toHaveCount(left)
        await expectPlace(app, 'after a tab was closed')
      }
      await goTo(app, inspector)
      await tabTo(app, inspector.getByRole('button', { name: t('ui.close'), exact: true }))
      await app.keyboard.press('Enter')
      await expect(inspector).toBeHidden()
      await expectPlace(app, 'after the inspector was closed')
      await docker('rm', '-f', name)
    })

    test('Esc: leaves menus, dialogs, the palette and the filter, and each gives the focus back', async ({ app, docker }) => {
      const name = uniqueName('esc')
      await docker('create', '--name', name, 'alpine:3.20', 'true')
      await expect(row(app, name)).toBeVisible()
      const table = grid(app, t)
      await app.keyboard.press('/')
      const filter = app.getByRole('searchbox', { name: t('containers.filter') })
      await expect(filter).toBeFocused()
      await app.keyboard.type(name)
      await goTo(app, table)
      await app.keyboard.press('End')
      await expect(row(app, name)).toHaveAttribute('aria-selected', 'true')

      await app.keyboard.press('Shift+F10')
      await expect(app.getByRole('menu')).toBeVisible()
      await app.keyboard.press('Escape')
      await expect(app.getByRole('menu')).toBeHidden()
      await expect(table).toBeFocused()

      await app.keyboard.press('Delete')
      await expect(app.getByRole('alertdialog')).toBeVisible()
      await app.keyboard.press('Escape')
      await expect(app.getByRole('alertdialog')).toBeHidden()
      await expect(table).toBeFocused()
      await expect(row(app, name), 'Esc removed nothing').toBeVisible()

      await app.keyboard.press('Control+k')
      await expect(app.getByRole('combobox')).toBeFocused()
      await app.keyboard.press('Escape')
      await expect(app.getByRole('combobox')).toBeHidden()
      await expect(table).toBeFocused()

      await choose(app, t('containers.action.rename'))
      const rename = app.getByRole('dialog', { name: t('containers.rename.title', { name }) })
      await expect(rename.getByLabel(t('containers.rename.label'))).toBeFocused()
      await app.keyboard.type('-typed')
      await expect(rename.getByLabel(t('containers.rename.label')), 'the menu does not take the focus back').toHaveValue(/-typed$/)
      await app.keyboard.press('Escape')
      await expect(rename).toBeHidden()
      await expectPlace(app, 'after a dialog that a menu opened')

      await app.keyboard.press('/')
      await expect(filter).toBeFocused()
      await app.keyboard.press('Escape')
      await expect(filter).toHaveValue('')
      await app.keyboard.press('Escape')
      await expectPlace(app, 'after the filter was left')
      await docker('rm', '-f', name)
    })
  })
}

test('F6 and Shift+F6 go round every part of the window and come back', async ({ app, docker }) => {
  const name = uniqueName('round')
  await docker('run', '-d', '--name', name, 'alpine:3.20', 'sleep', '600')
  await app.keyboard.press('/')
  await app.keyboard.type(name)
  await goTo(app, app.getByRole('grid'))
  await app.keyboard.press('End')
  await choose(app, 'Logs')
  await expect(app.getByRole('log')).toBeVisible()
  await goTo(app, app.getByRole('grid'))
  const part = () =>
    app.evaluate(
      () => document.activeElement?.closest('body > * header:not(main *, aside *), nav, main, aside, section, footer')?.tagName ?? 'none',
    )
  const round: string[] = []
  for (let turn = 0; turn < 6; turn++) {
    await app.keyboard.press('F6')
    round.push(await part())
  }
  expect(round).toEqual(['ASIDE', 'SECTION', 'FOOTER', 'HEADER', 'NAV', 'MAIN'])
  const back: string[] = []
  for (let turn = 0; turn < 6; turn++) {
    await app.keyboard.press('Shift+F6')
    back.push(await part())
  }
  expect(back).toEqual(['NAV', 'HEADER', 'FOOTER', 'SECTION', 'ASIDE', 'MAIN'])
  await docker('rm', '-f', name)
})

test('a terminal that is opened from the palette has the keyboard', async ({ app, docker }) => {
  const name = uniqueName('palette')
  await docker('run', '-d', '--name', name, 'alpine:3.20', 'sleep', '600')
  await expect(row(app, name)).toBeVisible()
  await app.keyboard.press('Control+k')
  await app.keyboard.type(`shell ${name}`)
  await expect(app.getByRole('option', { selected: true })).toContainText(`Shell in ${name}`)
  await app.keyboard.press('Enter')
  await expect(app.getByRole('textbox', { name: `Terminal of ${name}` })).toBeFocused()
  await docker('rm', '-f', name)
})
