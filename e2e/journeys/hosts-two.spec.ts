import { mkdir, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Sandbox } from '../../main/sandbox/types.ts'
import { expect, test } from '../fixtures.ts'
import { docker, socketOf } from '../rig/engine.ts'
import { engineMissing, startEngine } from '../rig/engines.ts'

const OTHER = 'docker-28.5'
const COUNT = 'i=0; while :; do echo line $i; i=$((i+1)); sleep 0.1; done'

let here: Sandbox
let there: Sandbox | null = null
let missing: string | undefined

test.beforeAll(async () => {
  test.setTimeout(240_000)
  missing = await engineMissing(OTHER)
  if (missing !== undefined) return
  const seed = ['alpine', 'postgres']
  ;[here, there] = await Promise.all([startEngine({ kind: 'docker-20.10', seed }), startEngine({ kind: OTHER, seed })])
})
test.afterAll(async () => {
  if (there !== null) await Promise.all([here.stop(), there.stop()])
})
// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of a fixture's needs from a pattern
test.use({ host: async ({}, provide) => provide(missing === undefined ? here.host : 'shared') })

const dock = (app: Page) => app.getByRole('region', { name: 'Terminals and logs' })
const chip = (app: Page) => app.getByRole('button', { name: /^Docker host/ })
const row = (app: Page, name: string) => app.getByRole('row', { name, exact: true })
const go = (app: Page, to: string) => app.getByRole('navigation').getByText(to).click()

async function open(app: Page, name: string, what: 'Terminal' | 'Logs') {
  await expect(row(app, name)).toContainText('Up')
  await row(app, name).click({ button: 'right' })
  await app.getByRole('menuitem', { name: what, exact: true }).click()
}

/** A shell that has answered, its container's log that follows, and a pull under way. */
async function beBusy(app: Page, engine: Sandbox, name: string) {
  await open(app, name, 'Terminal')
  await expect(app.getByRole('textbox', { name: `Terminal of ${name}` })).toBeFocused()
  await app.keyboard.type(`echo ${name}-$((40+2))\n`)
  await expect(dock(app).getByText(`${name}-42`)).toBeVisible()
  await open(app, name, 'Logs')
  await expect(dock(app).getByRole('log').locator('visible=true').locator('[data-line]').nth(3)).toBeVisible()
  await engine.limitRate(500_000)
  await go(app, 'Images')
  await app.getByRole('main').getByRole('button', { name: 'Pull', exact: true }).click()
  const dialog = app.getByRole('dialog', { name: 'Pull an image' })
  await dialog.getByLabel('Image', { exact: true }).fill('postgres:17')
  await dialog.getByRole('button', { name: 'Pull', exact: true }).click()
  await expect(app.getByRole('dialog', { name: 'Pulls' }).getByText(/B\/s/)).toBeVisible({ timeout: 20_000 })
  await app.keyboard.press('Escape')
}

async function leaveFor(app: Page, socket: string, name: string) {
  await chip(app).click()
  await app.getByRole('menuitem', { name: socket }).click()
  const question = app.getByRole('alertdialog', { name: /^Go to / })
  await expect(question.getByRole('listitem')).toHaveText([`${name} · ash`, 'docker pull postgres:17'])
  await question.getByRole('button', { name: 'Switch' }).click()
  await go(app, 'Containers')
}

test('two different engines, each left with a terminal, a log and a pull under way', async ({ app, served }) => {
  test.skip(missing !== undefined, `${OTHER} cannot be had: ${missing ?? ''}`)
  test.skip(served === null, 'the home of the desktop app is not known here')
  test.setTimeout(120_000)
  if (there === null) throw new Error('no second engine')
  const socket = join(dirname(served?.dataDir ?? ''), '.rd', 'docker.sock')
  await mkdir(dirname(socket), { recursive: true })
  await symlink(socketOf(there.host), socket)
  await docker(here.host, 'run', '-d', '--name', 'on-a', 'alpine:3.20', 'sh', '-c', COUNT)
  await docker(there.host, 'run', '-d', '--name', 'on-b', 'alpine:3.20', 'sh', '-c', COUNT)

  await beBusy(app, here, 'on-a')
  await leaveFor(app, socket, 'on-a')
  await expect(chip(app)).toContainText('Engine 28.')
  await expect(row(app, 'on-b')).toBeVisible()
  await expect(row(app, 'on-a')).toBeHidden()
  const notice = app.getByRole('dialog', { name: 'Cancelled the pull of postgres:17' })
  await expect(notice).toContainText('Another host was chosen')
  await expect(notice.getByRole('button', { name: 'Try again' })).toBeHidden()
  await expect(dock(app).getByText(/waiting: another host is chosen/)).toBeVisible()
  // Nor is it asked of this engine after a reload.
  await app.reload()
  await expect(dock(app).getByText(/waiting: another host is chosen/)).toBeVisible()
  await expect(dock(app).getByText(/^on-a: another host was chosen/)).toBeVisible()
  await expect.poll(() => docker(here.host, 'top', 'on-a')).not.toContain('ash')

  await beBusy(app, there, 'on-b')
  await leaveFor(app, socketOf(here.host), 'on-b')
  await expect(chip(app)).toContainText('Engine 20.10')
  await expect(row(app, 'on-a')).toBeVisible()
  await expect(row(app, 'on-b')).toBeHidden()
  // What belongs to the other host waits; what belongs to this one goes on.
  const tab = (name: string) => dock(app).getByRole('tab', { name })
  await expect(
    dock(app)
      .getByText(/waiting: another host is chosen/)
      .locator('visible=true'),
  ).toBeVisible()
  await tab('on-a · logs').click()
  await expect(
    dock(app)
      .getByText(/ lines · following/)
      .locator('visible=true'),
  ).toBeVisible()
  await tab('on-b · ash').click()
  await expect(dock(app).getByText('on-b-42').locator('visible=true')).toBeVisible()
  await expect(dock(app).getByRole('button', { name: 'Restart' }).locator('visible=true')).toBeDisabled()
  await tab('on-a · ash').click()
  await dock(app).getByRole('button', { name: 'Restart' }).locator('visible=true').click()
  await expect.poll(() => docker(here.host, 'top', 'on-a')).toContain('ash')
  for (const engine of [here, there]) expect(await docker(engine.host, 'images', '-q', 'postgres:17')).toBe('')
})
