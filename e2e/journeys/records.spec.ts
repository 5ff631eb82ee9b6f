import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, uniqueName } from '../fixtures.ts'
import { openApp } from '../open-app.ts'
import { testHost } from '../rig/engine.ts'
import { containers, dock, openLog, palette, record, recordRow, recordsDialog, service } from '../rig/log-journey.ts'

const start = containers()

test('a recorded log is kept when its container is removed, opens from the list, and goes on asking', async ({
  app,
  docker,
  checkAccessibility,
}) => {
  const name = uniqueName('kept')
  await start(docker, name, 'echo a needle of mine; sleep 600')
  await record(app, name)
  await expect(app.getByText(`Recording ${name}`)).toBeVisible()
  await expect((await openLog(app, name)).getByText('a needle of mine')).toBeVisible()
  await expect(dock(app).getByRole('button', { name: 'Stop recording' })).toHaveAttribute('aria-pressed', 'true')

  const dialog = await recordsDialog(app)
  const row = recordRow(app, name)
  await expect(row.getByText('Recording')).toBeVisible()
  await checkAccessibility('[role="dialog"]')
  await app.keyboard.press('Escape')

  await docker('rm', '-f', name)
  await expect(dock(app).getByText(`${name} is gone. Its recorded log is kept.`)).toBeVisible()
  await dock(app).getByRole('button', { name: 'Open recorded log' }).click()
  const kept = dock(app).getByRole('log', { name: `Recorded log of ${name}` })
  await expect(kept.getByText('a needle of mine')).toBeVisible()
  await expect(dock(app).getByText('recorded; the container is gone')).toBeVisible()
  await kept.focus()
  await app.keyboard.press('Control+f')
  await app.keyboard.type('needle')
  await expect(dock(app).getByRole('search', { name: 'Find' }).getByText('1 line')).toBeVisible()
  await checkAccessibility('[aria-label="Terminals and logs"]')

  // It is on the disk: a reload of the page changes nothing.
  await app.reload()
  await expect(kept.getByText('a needle of mine')).toBeVisible()

  await palette(app, 'recorded logs', 'Recorded logs')
  await expect(row.getByText('Container is gone')).toBeVisible()
  await row.getByRole('button', { name: `Remove the recorded log of ${name}` }).click()
  await app.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(row).toBeHidden()
  await dialog.getByRole('button', { name: `Stop recording ${name}` }).click()
  await expect(dialog.getByText('Nothing is being recorded.')).toBeVisible()

  // What was shown of it may be the last there is: it stays, and can be saved.
  await app.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(dock(app).getByText('1 line · no longer kept')).toBeVisible()
  await expect(dock(app).getByRole('button', { name: 'No other part can be shown: the record is no longer kept' })).toBeDisabled()
  await expect(kept.getByText('a needle of mine')).toBeVisible()
  await dock(app).getByRole('button', { name: 'Save', exact: true }).click()
  await expect(app.getByRole('menuitem')).toHaveText(['What is shown'])
})

test('rules and limits that were damaged on the disk are said to be lost until they are confirmed', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'gantry-lost-'))
  await writeFile(join(dataDir, 'records.json'), '{"rules": [')
  try {
    for (const start of ['first', 'second', 'confirmed']) {
      const { page, close, problems } = await openApp({ host: testHost(), dataDir })
      try {
        await expect(page.getByRole('heading', { name: 'Containers', exact: true })).toBeVisible()
        const toast = page.getByRole('dialog', { name: 'Recorded logs' }).filter({ hasText: 'was damaged on the disk' })
        if (start === 'confirmed') {
          await palette(page, 'recorded logs', 'Recorded logs')
        } else {
          await toast.getByRole('button', { name: 'Open', exact: true }).click()
        }
        const dialog = page.getByRole('dialog', { name: 'Recorded logs' }).filter({ has: page.getByText('Keep at most') })
        await expect(dialog.getByText('Nothing is being recorded.')).toBeVisible()
        const alert = dialog.getByRole('alert')
        await expect(alert).toHaveCount(start === 'confirmed' ? 0 : 1)
        if (start === 'second') {
          await alert.getByRole('button', { name: 'Confirm' }).click()
          await expect(alert).toHaveCount(0)
        }
        expect(problems).toEqual([])
      } finally {
        await close()
      }
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
})

test('a whole project is recorded from the row of its name, and no longer', async ({ app, docker }) => {
  const project = uniqueName('pile')
  const name = `${project}-api-1`
  await start(docker, name, 'echo hello; sleep 600', ...service(project, 'api'))
  const head = app.getByRole('row', { name: `${project} · 1 running of 1` })
  await head.hover()
  await head.getByRole('button', { name: 'Record logs' }).click()
  await expect(app.getByText(`Recording project ${project}`)).toBeVisible()
  await recordsDialog(app)
  const row = recordRow(app, name)
  await expect(row.getByText('Recording')).toBeVisible()
  await app.keyboard.press('Escape')
  await head.hover()
  await head.getByRole('button', { name: 'Stop recording' }).click()
  await head.hover()
  await expect(head.getByRole('button', { name: 'Record logs' })).toHaveAttribute('aria-pressed', 'false')
})
