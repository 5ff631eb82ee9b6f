import type { Locator, Page } from '@playwright/test'
import { expect, test, uniqueName } from '../fixtures.ts'
import { containers, dock, openLog, openProject, service } from '../rig/log-journey.ts'

const start = containers()
const range = (app: Page): Locator => app.getByRole('dialog', { name: 'Time and lines' })

async function newest(app: Page, count: string): Promise<void> {
  await dock(app).getByRole('button', { name: 'Time and lines' }).click()
  await range(app).getByRole('radio', { name: 'Newest lines' }).click()
  await range(app).getByRole('textbox', { name: 'Lines of each container' }).fill(count)
  await range(app).getByRole('button', { name: 'Apply' }).click()
}

test('lines of a container that was removed stay when another part of the logs is chosen', async ({ app, docker }) => {
  const project = uniqueName('kept')
  await start(docker, `${project}-job-1`, 'echo job one; echo job two; sleep 600', ...service(project, 'api'))
  await start(docker, `${project}-api-1`, 'echo api one; sleep 600', ...service(project, 'api'))
  const view = await openProject(app, project, 2)
  await expect(view.getByText('job one')).toBeVisible()
  await expect(view.getByText('api one')).toBeVisible()
  await docker('rm', '-f', `${project}-job-1`)
  await expect(view.getByText(`${project}-job-1 was removed`)).toBeVisible()
  await newest(app, '1')
  await expect(view.getByText('job two')).toBeVisible()
  await expect(view.getByText('api one')).toBeVisible()
  await expect(view.getByText('job one')).toHaveCount(0)
  await expect(dock(app).getByText('removed', { exact: true })).toBeVisible()
  await dock(app)
    .getByRole('button', { name: /^Remove range/ })
    .click()
  await expect(view.getByText('job one')).toBeVisible()
  await expect(view.getByText(`${project}-job-1 was removed`)).toBeVisible()
})

test('what was cleared stays cleared with another part and after a reload, says so, and is shown again on asking', async ({
  app,
  docker,
}) => {
  const name = uniqueName('cleared')
  await start(docker, name, 'echo early one; echo early two; trap "echo late one" USR1; while :; do sleep 0.1; done')
  const view = await openLog(app, name)
  await expect(view.getByText('early two')).toBeVisible()
  await dock(app).getByRole('button', { name: 'Clear', exact: true }).click()
  const said = view.getByText('2 lines cleared from sight')
  const cleared = async () => {
    await expect(view.getByText('late one')).toBeVisible()
    await expect(said).toBeVisible()
    await expect(view.getByText('early two')).toHaveCount(0)
  }
  await docker('kill', '-s', 'USR1', name)
  await cleared()
  await newest(app, '500')
  await expect(dock(app).getByText('newest 500 lines')).toBeVisible()
  await cleared()
  await app.reload()
  await cleared()
  await dock(app)
    .getByRole('button', { name: /^Remove range/ })
    .click()
  await cleared()
  await dock(app).getByRole('button', { name: 'Show cleared lines' }).first().click()
  await expect(view.getByText('early one')).toBeVisible()
  await app.reload()
  await expect(view.getByText('early one')).toBeVisible()
  await expect(said).toHaveCount(0)
})

test('what was cleared in the inspector stays cleared after a reload, for that container alone', async ({ app, docker }) => {
  const [name, other] = [uniqueName('cleared'), uniqueName('other')]
  for (const one of [name, other]) await start(docker, one, 'echo early one; echo early two; sleep 600')
  const view = app.getByRole('complementary').getByRole('log', { name: `Logs of ${name}` })
  await app.getByRole('row', { name }).click()
  await app.getByRole('tab', { name: 'Logs' }).click()
  await expect(view.getByText('early two')).toBeVisible()
  await app.getByRole('complementary').getByRole('button', { name: 'Clear', exact: true }).click()
  const said = view.getByText('2 lines cleared from sight')
  await expect(said).toBeVisible()
  await app.getByRole('row', { name: other }).click()
  const beside = app.getByRole('complementary').getByRole('log', { name: `Logs of ${other}` })
  await expect(beside.getByText('early two')).toBeVisible()
  await app.getByRole('row', { name }).click()
  await expect(said).toBeVisible()
  await app.reload()
  await expect(said).toBeVisible()
  await expect(view.getByText('early two')).toHaveCount(0)
  await app.getByRole('complementary').getByRole('button', { name: 'Show cleared lines' }).first().click()
  await expect(view.getByText('early one')).toBeVisible()
  await app.reload()
  await expect(view.getByText('early one')).toBeVisible()
})

test('the short log of what has ended well is read from its first line; of what failed, and of what runs, the end is shown', async ({
  app,
  docker,
}) => {
  const say = 'i=0; while [ $i -lt 60 ]; do echo line $i.; i=$((i+1)); done'
  const [well, failed] = [uniqueName('well'), uniqueName('failed')]
  await start(docker, well, say)
  await start(docker, failed, `${say}; exit 3`)
  const open = async (name: string, state: string): Promise<Locator> => {
    await expect(app.getByRole('row', { name })).toContainText(state)
    return openLog(app, name)
  }
  const first = await open(well, 'Exited (0)')
  await expect(first.getByText('line 0.')).toBeVisible()
  await dock(app).getByRole('button', { name: 'To the end' }).click()
  await expect(first.getByText('line 59.')).toBeVisible()
  const second = await open(failed, 'Exited (3)')
  await expect(second.getByText(/stopped \(exit 3\)/)).toBeVisible()
  await expect(second.getByText('line 59.')).toBeVisible()
})
