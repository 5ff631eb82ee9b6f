import { expect, test, uniqueName } from '../fixtures.ts'
import { containers, dock, openLog, openProject, service as serviceOf } from '../rig/log-journey.ts'

type Docker = (...args: string[]) => Promise<string>

const run = containers()
const start = (docker: Docker, name: string, says: string, project?: string, service = '') =>
  run(docker, name, `echo ${says}; sleep 600`, ...(project === undefined ? [] : serviceOf(project, service)))

test('the log of a container goes on when it is made again under its name, also after a reload', async ({ app, docker }) => {
  const name = uniqueName('again')
  await start(docker, name, 'first life')
  const view = await openLog(app, name)
  await expect(view.getByText('first life')).toBeVisible()
  await docker('rm', '-f', name)
  await expect(view.getByText(`${name} was removed`)).toBeVisible()
  await start(docker, name, 'second life')
  await expect(view.getByText(`${name} was recreated here`)).toBeVisible()
  await expect(view.getByText('second life')).toBeVisible()
  await expect(view.getByText('first life')).toBeVisible()
  await expect(dock(app).getByText(/lines · following/)).toBeVisible()
  // What the engine does not have any more cannot come back, but who took the place is there.
  await app.reload()
  await expect(view.getByText('second life')).toBeVisible()
})

test('“Logs” on a project takes in what joins it; a filter does too', async ({ app, docker, checkAccessibility }) => {
  const project = uniqueName('shop')
  await start(docker, `${project}-api-1`, 'api is up', project, 'api')
  const view = await openProject(app, project, 1)
  await expect(view.getByText('api is up')).toBeVisible()
  await start(docker, `${project}-db-1`, 'db is up', project, 'db')
  await expect(view.getByText(`${project}-db-1 joined here`)).toBeVisible()
  await expect(view.getByText('db is up')).toBeVisible()
  await expect(dock(app).getByText(`${project}-db-1`, { exact: true }).first()).toBeVisible()
  await checkAccessibility('[aria-label="Terminals and logs"]')

  const word = uniqueName('batch')
  await dock(app).getByRole('button', { name: 'New tab' }).click()
  await app.getByRole('menuitem', { name: 'Logs…', exact: true }).click()
  await app.getByRole('searchbox', { name: 'Filter containers' }).fill(word)
  await app.getByRole('button', { name: 'Show all that match' }).click()
  await expect(dock(app).getByText('No container belongs here yet')).toBeVisible()
  await start(docker, `${word}-1`, 'job is up')
  const filtered = dock(app).getByRole('log', { name: `Logs of “${word}”` })
  await expect(filtered.getByText('job is up')).toBeVisible()
  await app.reload()
  await expect(filtered.getByText('job is up')).toBeVisible()
})

test('the palette and the menu of a container lead to the whole project', async ({ app, docker }) => {
  const project = uniqueName('pile')
  await start(docker, `${project}-api-1`, 'api is up', project, 'api')
  await start(docker, `${project}-db-1`, 'db is up', project, 'db')
  await app.getByRole('row', { name: `${project}-api-1` }).click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Logs of service api' }).click()
  const service = dock(app).getByRole('log', { name: `Logs of ${project} · api` })
  await expect(service.getByText('api is up')).toBeVisible()
  await app.keyboard.press('Control+k')
  await app.keyboard.type(`logs of project ${project}`)
  await app.getByRole('option', { name: `Logs of project ${project}` }).click()
  const view = dock(app).getByRole('log', { name: `Logs of ${project}`, exact: true })
  await expect(view.getByText('api is up')).toBeVisible()
  await expect(view.getByText('db is up')).toBeVisible()
  await expect(service).toBeHidden()
})
