import type { Page } from '@playwright/test'
import { cpuSeconds, pss } from '../bench/cpu.ts'
import { expect, test, uniqueName } from '../fixtures.ts'

/** Milliseconds of flood; ten minutes by `GANTRY_SOAK=600000`. */
const FLOOD = Number(process.env['GANTRY_SOAK'] ?? 20_000)
const ROUND = 5_000
const MB = 2 ** 20

const dock = (app: Page) => app.getByRole('region', { name: 'Terminals and logs' })

/** Chromium never hides a headless window: the page is told what it would be told, and asked to act on it. */
const setHidden = (app: Page, hidden: boolean) =>
  app.evaluate((is) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (is ? 'hidden' : 'visible') })
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => is })
    document.dispatchEvent(new Event('visibilitychange'))
  }, hidden)

/** Megabytes the page holds once its garbage is collected. */
async function held(app: Page): Promise<number> {
  const session = await app.context().newCDPSession(app)
  await session.send('HeapProfiler.collectGarbage')
  const usage = (await session.send('Runtime.getHeapUsage')) as { usedSize: number; backingStorageSize?: number }
  await session.detach()
  return (usage.usedSize + (usage.backingStorageSize ?? 0)) / MB
}

test('a container that says “yes” for ever, in its log and in a terminal: hidden, shown and reloaded, within bounds', async ({
  app,
  docker,
  served,
}) => {
  test.skip(served === null, 'memory is read of the backend of the browser form')
  test.setTimeout(FLOOD * 2 + 90_000)
  const pid = served?.pid ?? 0
  const name = uniqueName('yes')
  await docker(
    'run',
    '-d',
    '--name',
    name,
    '--log-opt',
    'max-size=20m',
    'alpine:3.20',
    'sh',
    '-c',
    'yes "for ever and ever" & exec sleep 9999',
  )
  try {
    await app.getByRole('row', { name, exact: true }).click()
    await app.getByRole('complementary').getByRole('button', { name: 'Logs', exact: true }).click()
    const lines = dock(app).getByText(/lines · following/)
    await expect(lines).toBeVisible()
    await app.getByRole('complementary').getByRole('button', { name: 'Terminal', exact: true }).click()
    const shell = app.getByRole('textbox', { name: `Terminal of ${name}` })
    await expect(shell).toBeFocused()
    await expect(dock(app).locator('[data-phase=open]').locator('visible=true')).toBeVisible()
    await app.keyboard.type('yes no')
    await app.keyboard.press('Enter')

    const page: number[] = []
    const backend: number[] = []
    const end = Date.now() + FLOOD
    for (let round = 0; Date.now() < end; round++) {
      if (round % 3 === 2) {
        await app.reload()
        await expect(dock(app).locator('[data-phase=open]').locator('visible=true')).toBeVisible()
      } else await setHidden(app, round % 3 === 1)
      await app.waitForTimeout(ROUND) // the work itself: so long it floods
      page.push(await held(app))
      backend.push(pss(pid) / MB)
    }
    const told = (list: number[]) => list.map((value) => value.toFixed(0)).join(' ')
    console.log(`MB held by the page: ${told(page)}; by the backend: ${told(backend)}; its CPU: ${cpuSeconds(pid).toFixed(0)} s`)
    // A ring of 50 000 lines, a scrollback, and the app itself.
    expect(Math.max(...page)).toBeLessThan(120)
    expect(Math.max(...backend)).toBeLessThan(400)

    await setHidden(app, false)
    await shell.focus()
    await app.keyboard.press('Control+c')
    await app.keyboard.type('exit 7')
    await app.keyboard.press('Enter')
    await expect(dock(app).getByText('Exited with code 7')).toBeVisible()
    await dock(app).getByRole('tab', { name: /logs/i }).click()
    const before = await lines.textContent()
    expect(before).toMatch(/\b50.000\b|left out|dropped/i)
    await expect(dock(app).getByRole('log')).toContainText('for ever and ever')
  } finally {
    await docker('rm', '-f', name)
  }
})
