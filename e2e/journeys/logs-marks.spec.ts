import type { Locator, Page } from '@playwright/test'
import { expect, test, uniqueName } from '../fixtures.ts'

const made = new Set<string>()
test.afterEach(async ({ docker }) => {
  if (made.size > 0) await docker('rm', '-fv', ...made)
  made.clear()
})

const dock = (app: Page): Locator => app.getByRole('region', { name: 'Terminals and logs' })

test('errors, warnings and what happened to a container are marked beside the scroll bar, and lead there', async ({ app, docker }) => {
  const name = uniqueName('marks')
  made.add(name)
  const lines = (from: number, to: number) => `i=${String(from)}; while [ $i -lt ${String(to)} ]; do echo INFO line $i; i=$((i+1)); done`
  const all = `${lines(0, 300)}; echo ERROR first trouble; ${lines(300, 600)}; echo WARN a warning; ${lines(600, 900)}`
  const command = `[ -e /seen ] || { ${all}; touch /seen; }; exec sleep 600`
  await docker('run', '-d', '--init', '--name', name, 'alpine:3.20', 'sh', '-c', command)
  await app.getByRole('row', { name }).click()
  await app.getByRole('button', { name: 'Logs', exact: true }).first().click()
  const view = dock(app).getByRole('log', { name: `Logs of ${name}` })
  await expect(view.getByText('INFO line 899')).toBeVisible()
  const mark = (kind: string) => dock(app).locator(`path[data-mark=${kind}]`)
  await expect(mark('error')).not.toHaveAttribute('d', '')
  await expect(mark('warn')).not.toHaveAttribute('d', '')
  await expect(mark('notice')).toHaveAttribute('d', '')
  await docker('restart', '-t', '1', name)
  await expect(view.getByText(`${name} started again`)).toBeVisible()
  await expect(mark('notice')).not.toHaveAttribute('d', '')
  await mark('error').hover()
  await expect(app.getByText('Errors, guessed from the text')).toBeVisible()
  await expect(app.getByText('Restarts, arrivals, removals, gaps')).toBeVisible()
  await mark('error').click()
  await expect(view.getByText('ERROR first trouble')).toBeVisible()
  // The keyboard goes from one to the next.
  await view.focus()
  await app.keyboard.press('F8')
  await expect(view.getByText('WARN a warning')).toBeVisible()
  await app.keyboard.press('Shift+F8')
  await expect(view.getByText('ERROR first trouble')).toBeVisible()
  // A filter leaves the marks of what it shows.
  await app.keyboard.press('Control+Shift+KeyF')
  await dock(app).getByRole('searchbox', { name: 'Show only lines with' }).fill('INFO')
  await expect(mark('error')).toHaveAttribute('d', '')
})
