import type { Page } from '@playwright/test'
import type { Sandbox } from '../../main/sandbox/types.ts'
import { expect, test } from '../fixtures.ts'
import { engineMissing, startEngine } from '../rig/engines.ts'

const KIND = 'podman-4.3'
let engine: Sandbox | null = null
let missing: string | undefined

test.beforeAll(async () => {
  test.setTimeout(240_000)
  missing = await engineMissing(KIND)
  if (missing === undefined) engine = await startEngine({ kind: KIND, seed: ['hello-world', 'alpine'] })
})
test.afterAll(async () => engine?.stop())
// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of a fixture's needs from a pattern
test.use({ host: async ({}, provide) => provide(engine?.host ?? 'shared') })

const row = (app: Page, name: string) => app.getByRole('row', { name, exact: true })
const go = (app: Page, to: string) => app.getByRole('navigation').getByText(to).click()

test('Podman lists images by their whole names; short ones still find them', async ({ app, docker }) => {
  test.skip(missing !== undefined, `${KIND} cannot be had: ${missing ?? ''}`)
  test.setTimeout(120_000)
  await docker('rmi', '-f', 'hello-world').catch(() => '')
  await expect(app.getByRole('button', { name: /^Docker host/ })).toContainText('Podman 4.3')
  await go(app, 'Images')
  const pull = async (name: string) => {
    await app.getByRole('main').getByRole('button', { name: 'Pull', exact: true }).first().click()
    const dialog = app.getByRole('dialog', { name: 'Pull an image' })
    await dialog.getByLabel('Image', { exact: true }).fill(name)
    return dialog
  }
  const dialog = await pull('alpine:3.20')
  await expect(dialog.getByText('on this host; pulling looks for a newer one')).toBeVisible()
  await dialog.getByLabel('Image', { exact: true }).fill('hello-world')
  await dialog.getByRole('button', { name: 'Pull', exact: true }).click()
  await app.getByRole('button', { name: 'Show', exact: true }).click({ timeout: 20_000 })
  await expect(row(app, 'docker.io/library/hello-world:latest')).toHaveAttribute('aria-selected', 'true')

  // A run takes what is here and pulls nothing.
  await go(app, 'Containers')
  await app.getByRole('main').getByRole('button', { name: 'Run', exact: true }).click()
  const form = app.getByRole('dialog', { name: 'Run a container' })
  await form.getByLabel('Image', { exact: true }).fill('alpine:3.20')
  await expect(form.getByText('The image is on this host; nothing is downloaded.')).toBeVisible()
  await form.getByLabel('Name', { exact: true }).fill('short')
  await form.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(row(app, 'short')).toContainText('docker.io/library/alpine:3.20')
  await expect(app.getByRole('button', { name: /^Pull/ })).toBeHidden()
})
