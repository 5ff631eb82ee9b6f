import type { Page } from '@playwright/test'
import { expect, test, uniqueName } from '../fixtures.ts'
import { startPrivateEngine } from '../rig/engine.ts'

const table = (app: Page) => app.getByRole('grid', { name: 'Images' })
const row = (app: Page, name: string) => table(app).getByRole('row', { name, exact: true })

async function openImages(app: Page) {
  await app.getByRole('navigation').getByText('Images').click()
  await expect(table(app)).toBeVisible()
}

async function openPull(app: Page) {
  await app.getByRole('button', { name: 'Pull', exact: true }).click()
  const dialog = app.getByRole('dialog', { name: 'Pull an image' })
  await expect(dialog).toBeVisible()
  return dialog
}

test('tag, untag, and a removal that a container blocks', async ({ app, docker, checkAccessibility }) => {
  const base = uniqueName('tagme')
  const container = uniqueName('holder')
  await docker('tag', 'gantry/noshell:latest', `${base}:1`)
  const file = (await docker('create', `${base}:1`)).trim()
  // An image of its own, so that no other test is in the way.
  await docker('commit', '-m', base, file, `${base}:mine`)
  await docker('rm', file)
  await docker('rmi', `${base}:1`)
  await openImages(app)

  await row(app, `${base}:mine`).click()
  // The first is the table's heading.
  await app.getByRole('button', { name: 'Tag', exact: true }).last().click()
  const tagging = app.getByRole('dialog', { name: `Tag ${base}:mine` })
  await tagging.getByLabel('New name').fill(`${base}:Bad Tag`)
  await expect(tagging.getByRole('alert')).toBeVisible()
  await tagging.getByLabel('New name').fill(`${base}:second`)
  await tagging.getByRole('button', { name: 'Tag', exact: true }).click()
  await expect(row(app, `${base}:second`)).toBeVisible()

  await row(app, `${base}:second`).click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Untag' }).click()
  const untag = app.getByRole('alertdialog', { name: `Untag ${base}:second?` })
  await expect(untag.getByText(`The image stays, as ${base}:mine.`)).toBeVisible()
  await checkAccessibility()
  await untag.getByRole('button', { name: 'Untag' }).click()
  await expect(row(app, `${base}:second`)).toBeHidden()

  await docker('create', '--name', container, `${base}:mine`)
  await expect(row(app, `${base}:mine`)).toContainText('1')
  await row(app, `${base}:mine`).click()
  await app.keyboard.press('Delete')
  const remove = app.getByRole('alertdialog', { name: `Remove the image ${base}:mine?` })
  await expect(remove.getByText('Used by 1 container')).toBeVisible()
  await expect(remove.getByRole('button', { name: container })).toBeVisible()
  await remove.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(remove.getByRole('alert')).toContainText('container uses this image')
  expect(await docker('images', '-q', `${base}:mine`)).not.toBe('')
  await docker('rm', container)
  await expect(remove.getByText('Used by 1 container')).toBeHidden()
  await remove.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(row(app, `${base}:mine`)).toBeHidden()
  expect(await docker('images', '-q', `${base}:mine`)).toBe('')
})

test('layers: what comes from the base, what is its own; the link leads there', async ({ app, checkAccessibility }) => {
  await openImages(app)
  await row(app, 'gantry/api:1.4.2').click()
  const panel = app.getByRole('tabpanel')
  await expect(panel.getByText('Added by this image — 3.15')).toBeVisible()
  await expect(panel.getByText('COPY node_modules /app/node_modules')).toBeVisible()
  await app.getByRole('tab', { name: 'Overview' }).click()
  await expect(panel.getByText('/app/src/main')).toBeVisible()
  await checkAccessibility()
  await app.getByRole('tab', { name: 'Layers' }).click()
  // The panel before may still be there while it goes.
  await app
    .getByRole('tabpanel', { name: 'Layers' })
    .getByRole('button', { name: /alpine/ })
    .click()
  await expect(app.getByRole('heading', { name: 'alpine' })).toBeVisible()
  await expect(panel.getByText('A base on this host')).toBeVisible()
  await app.getByRole('tab', { name: /Used by/ }).click()
  await app.getByRole('tab', { name: 'Inspect' }).click()
  // Far down: only what is seen is drawn, and the search brings it there.
  await expect(panel.getByText('RepoTags')).toBeVisible()
  await expect(panel.getByText('RootFS')).toHaveCount(0)
  await panel.getByRole('searchbox').fill('RootFS')
  await expect(panel.getByText('RootFS')).toBeInViewport()
})

test('filters, and what one types in the palette', async ({ app }) => {
  await openImages(app)
  await app.getByLabel('Filter images').fill('noshell')
  await expect(row(app, 'gantry/noshell:latest')).toBeVisible()
  await expect(row(app, 'alpine:3.20')).toBeHidden()
  await app.getByLabel('Filter images').press('ArrowDown')
  await expect(table(app)).toBeFocused()
  await expect(row(app, 'gantry/noshell:latest')).toHaveAttribute('aria-selected', 'true')
  await app.keyboard.press('Enter')
  await expect(app.getByRole('complementary').getByRole('tab', { name: 'Layers', selected: true })).toBeVisible()
  await app.getByLabel('Filter images').fill('nothing like it')
  await expect(app.getByText('No image matches “nothing like it”')).toBeVisible()
  await app.getByRole('button', { name: 'Show all images' }).click()
  await expect(row(app, 'alpine:3.20')).toBeVisible()
  await app.keyboard.press('Control+k')
  await app.keyboard.type('Pull an image')
  await app.keyboard.press('Enter')
  await expect(app.getByRole('dialog', { name: 'Pull an image' })).toBeVisible()
})

test.describe('on an engine of its own', () => {
  let engine: Awaited<ReturnType<typeof startPrivateEngine>>
  test.beforeAll(async () => {
    engine = await startPrivateEngine({ seed: ['hello-world', 'postgres'] })
  })
  test.afterAll(async () => engine.stop())
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of a fixture's needs from a pattern
  test.use({ host: async ({}, provide) => provide(engine.host) })

  test('docker pull hello-world: named, checked, pulled, told, shown', async ({ app, docker, checkAccessibility }) => {
    await docker('rmi', '-f', 'hello-world').catch(() => '')
    await openImages(app)
    const dialog = await openPull(app)
    const field = dialog.getByLabel('Image', { exact: true })
    await field.fill('Hello-World')
    await expect(dialog.getByRole('alert')).toHaveText('Names of images are written in lower case.')
    await expect(dialog.getByRole('button', { name: 'Pull', exact: true })).toBeDisabled()
    await field.fill('ghcr.io/team/app')
    await expect(dialog.getByText('ghcr.io/team/app:latest from the registry ghcr.io')).toBeVisible()
    await field.fill('hello-world')
    await expect(dialog.getByText('hello-world:latest from Docker Hub')).toBeVisible()
    await expect(dialog.getByText('official')).toBeVisible()
    await checkAccessibility()
    await field.press('Enter')
    await expect(app.getByRole('region', { name: /notification/i }).getByText('Pulled hello-world:latest')).toBeVisible({ timeout: 20_000 })
    await app.keyboard.press('Escape')
    await expect(row(app, 'hello-world:latest')).toContainText('official')
    await expect(row(app, 'hello-world:latest')).toContainText('base')
    await checkAccessibility()
  })

  test('a large pull: seen from every page, over a reload, joined, cancelled', async ({ app, checkAccessibility }) => {
    await engine.limitRate(4_000_000)
    await openImages(app)
    const dialog = await openPull(app)
    await dialog.getByLabel('Image', { exact: true }).fill('postgres:17')
    await dialog.getByRole('button', { name: 'Pull', exact: true }).click()
    const panel = app.getByRole('dialog', { name: 'Pulls' })
    await expect(panel.getByText(/MB\/s/)).toBeVisible({ timeout: 15_000 })
    await expect(panel.getByRole('list', { name: 'Layers' }).getByRole('listitem')).toHaveCount(15)
    await checkAccessibility()
    // A trial click fails where something lies over the button.
    const pull = app.getByRole('main').getByRole('button', { name: 'Pull', exact: true })
    await pull.click({ trial: true })
    await app.setViewportSize({ width: 1000, height: 640 })
    await pull.click({ trial: true })
    await app.keyboard.press('Escape')
    await app.getByRole('navigation').getByText('Containers').click()
    const chip = app.getByRole('button', { name: /^Pulling postgres:17/ })
    await expect(chip).toBeVisible()
    await app.reload()
    await expect(chip).toBeVisible()
    await chip.click()
    await panel.getByRole('button', { name: 'Cancel' }).click()
    await expect(panel.getByText('Cancelled the pull of postgres:17')).toBeVisible()
    await panel.getByRole('button', { name: 'Clear ended' }).click()
    await expect(panel.getByText('Nothing is being pulled')).toBeVisible()
    await engine.limitRate(0)
  })

  test('an empty host teaches, and pulls hello-world', async ({ app, docker, checkAccessibility }) => {
    for (const name of ['hello-world', 'postgres:17']) await docker('rmi', '-f', name).catch(() => '')
    await openImages(app)
    await expect(app.getByText('No images on this host yet')).toBeVisible()
    await checkAccessibility()
    await app.getByRole('button', { name: 'Pull hello-world' }).click()
    await expect(row(app, 'hello-world:latest')).toBeVisible({ timeout: 20_000 })
  })

  test('a failed pull says what happened and what to do, and tries again', async ({ app }) => {
    await openImages(app)
    const dialog = await openPull(app)
    await dialog.getByLabel('Image', { exact: true }).fill(`${engine.registry}/nobody/nothing:1`)
    await dialog.getByRole('button', { name: 'Pull', exact: true }).click()
    const panel = app.getByRole('dialog', { name: 'Pulls' })
    await expect(panel.getByRole('alert')).toContainText('There is no such image. Check the name and the tag')
    await panel.getByRole('button', { name: 'Try again' }).click()
    await expect(panel.getByRole('alert')).toContainText('There is no such image')
  })
})
