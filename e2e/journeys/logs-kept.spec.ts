import type { Locator, Page } from '@playwright/test'
import { expect, test, uniqueName } from '../fixtures.ts'

type Docker = (...args: string[]) => Promise<string>

const made = new Set<string>()
test.afterEach(async ({ docker }) => {
  if (made.size > 0) await docker('rm', '-fv', ...made)
  made.clear()
})

const dock = (app: Page): Locator => app.getByRole('region', { name: 'Terminals and logs' })
const range = (app: Page): Locator => app.getByRole('dialog', { name: 'Time and lines' })

async function start(docker: Docker, name: string, command: string, ...options: string[]): Promise<void> {
  made.add(name)
  await docker('run', '-d', '--name', name, ...options, 'alpine:3.20', 'sh', '-c', command)
}

async function newest(app: Page, count: string): Promise<void> {
  await dock(app).getByRole('button', { name: 'Time and lines' }).click()
  await range(app).getByRole('radio', { name: 'Newest lines' }).click()
  await range(app).getByRole('textbox', { name: 'Lines of each container' }).fill(count)
  await range(app).getByRole('button', { name: 'Apply' }).click()
}

test('lines of a container that was removed stay when another part of the logs is chosen', async ({ app, docker }) => {
  const project = uniqueName('kept')
  const labels = ['--label', `com.docker.compose.project=${project}`, '--label', 'com.docker.compose.service=api']
  await start(docker, `${project}-job-1`, 'echo job one; echo job two; sleep 600', ...labels)
  await start(docker, `${project}-api-1`, 'echo api one; sleep 600', ...labels)
  const head = app.getByRole('row', { name: `${project} · 2 running of 2` })
  await head.hover()
  await head.getByRole('button', { name: 'Logs' }).click()
  const view = dock(app).getByRole('log', { name: `Logs of ${project}` })
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
