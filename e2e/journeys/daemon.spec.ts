import type { Page } from '@playwright/test'
import type { Sandbox } from '../../main/sandbox/types.ts'
import { expect, test } from '../fixtures.ts'
import { docker as dockerOn, engineApi, startPrivateEngine } from '../rig/engine.ts'
import { random } from '../rig/random.ts'
import { until } from '../rig/show-host.ts'

const ROUNDS = 20
const SEED = Number(process.env['GANTRY_SEED'] ?? 20_261_120)
/** R2: what is shown equals a fresh list this soon after the engine's first answer to anybody. */
const EQUAL_WITHIN_MS = 2_000
/** Of the rounds so many may be late by the doing of a busy machine. */
const LATE = 2
/** R1: a loss is told within 2 s, a silence within 5 s while somebody uses the window; one more for a machine under load. */
const TOLD_WITHIN_MS = { gone: 2_000, silent: 6_000 }

type Blow = 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'restart'
const BLOWS: readonly Blow[] = ['SIGKILL', 'SIGTERM', 'restart', 'SIGKILL', 'SIGTERM', 'restart', 'SIGSTOP']

const COUNT = 'i=0; while :; do echo $(cat /proc/sys/kernel/random/uuid) line $i; i=$((i+1)); sleep 0.1; done'
let engine: Sandbox
test.beforeAll(async () => {
  engine = await startPrivateEngine({ seed: ['alpine'] })
  const run = (name: string, ...args: string[]) => dockerOn(engine.host, 'run', '-d', '--name', name, '--stop-signal', 'SIGKILL', ...args)
  await run('chatty', '--restart', 'always', 'alpine:3.20', 'sh', '-c', COUNT)
  await run('comes-back', '--restart', 'always', 'alpine:3.20', 'sleep', '9999')
  await run('stays-down', 'alpine:3.20', 'sleep', '9999')
  await run('paused', 'alpine:3.20', 'sleep', '9999')
  await dockerOn(engine.host, 'pause', 'paused')
  await run('failed', 'alpine:3.20', 'sh', '-c', 'exit 3')
  for (const name of ['one', 'two', 'three']) await dockerOn(engine.host, 'create', '--name', name, 'alpine:3.20', 'true')
})
test.afterAll(async () => engine.stop())
// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of a fixture's needs from a pattern
test.use({ host: async ({}, give) => give(engine.host), viewport: { width: 1440, height: 1100 } })

type Listed = { Names: string[]; State: string }
/** `docker ps -a`: names and states. Rejects while the engine does not answer. */
async function listed(): Promise<string> {
  const rows = (await engineApi(engine.host).call('GET', '/containers/json?all=1')) as Listed[]
  const lines = rows.map(({ Names, State }) => `${Names[0]?.slice(1) ?? ''} ${State}`)
  return lines.sort().join('\n')
}
/** What the rows of the table say, by the words that stand for the colour of the dot. */
const shown = (app: Page): Promise<string> =>
  app.evaluate(() => {
    const rows = [...document.querySelectorAll('main [role=row][aria-selected]')].map((row) => {
      const state = row.querySelector('[data-tone]')?.textContent ?? ''
      return `${row.getAttribute('aria-label') ?? ''} ${state.split(',')[0]?.toLowerCase() ?? ''}`
    })
    return rows.sort().join('\n')
  })

const connection = (app: Page) => app.getByRole('contentinfo')
const dock = (app: Page) => app.getByRole('region', { name: 'Terminals and logs' })
const answered = (): Promise<boolean> =>
  Promise.race([listed().then(() => true), new Promise<false>((r) => setTimeout(() => r(false), 60))]).catch(() => false)

/** While the engine is away: what was is shown as what was, and nothing can be asked of it. */
async function expectNothingLive(app: Page, blow: Blow): Promise<void> {
  await expect(app.getByRole('status').filter({ hasText: /^Not connected to/ })).toBeVisible()
  await expect(connection(app)).not.toContainText('Live')
  const seen = await app.evaluate(() => ({
    figures: [...document.querySelectorAll('main [role=row] [role=gridcell]')].filter((cell) => /\d %$/.test(cell.textContent)).length,
    green: document.querySelectorAll('main [role=row] [data-tone=ok], aside [data-tone=ok]').length,
  }))
  expect(seen, `${blow}: figures and green dots`).toEqual({ figures: 0, green: 0 })
  await expect(app.getByRole('button', { name: 'Run', exact: true }).first()).toBeDisabled()
  await expect(
    app
      .getByRole('complementary')
      .getByRole('button', { name: /^(Start|Restart|Unpause)$/ })
      .first(),
  ).toBeDisabled()
  await expect(dock(app).getByText(/lines · following/)).toHaveCount(0)
}

/** Strikes, looks at the app while the engine is away, brings it back. Resolves with the moment of its first answer. */
async function strike(app: Page, blow: Blow, pause: number): Promise<number> {
  if (blow === 'restart') {
    const back = engine.dockerd.restart()
    await until('the end of the old engine', async () => !(await answered()), 10_000)
    await until('first answer', answered, 30_000)
    const at = performance.now()
    await back
    return at
  }
  await engine.dockerd.kill(blow)
  // Nobody is told of a stopped daemon: it is asked when somebody uses the window.
  await app.mouse.move(700, 20 + pause * 10)
  const limit = blow === 'SIGSTOP' ? TOLD_WITHIN_MS.silent : TOLD_WITHIN_MS.gone
  await expect(connection(app), `${blow} told`).not.toContainText('Live', { timeout: limit })
  await expectNothingLive(app, blow)
  await new Promise((resolve) => setTimeout(resolve, pause * 1000))
  const back = blow === 'SIGSTOP' ? engine.dockerd.kill('SIGCONT') : engine.dockerd.restart()
  await until('first answer', answered, 30_000)
  const at = performance.now()
  await back
  return at
}

const log = (app: Page) => dock(app).getByRole('log', { name: 'Logs of chatty' })
const tab = (app: Page, name: RegExp) => dock(app).getByRole('tab', { name })

/** A shell in a container that runs, made anew when the last one has ended. */
async function freshShell(app: Page): Promise<void> {
  await tab(app, /comes-back/).click()
  const again = dock(app).getByRole('button', { name: 'Restart', exact: true })
  await expect(async () => {
    if (await again.isVisible()) await again.click({ timeout: 500 })
    await expect(dock(app).locator('[data-phase=open]').locator('visible=true')).toBeVisible({ timeout: 1_500 })
    await expect(again).toBeHidden({ timeout: 500 })
  }).toPass({ timeout: 15_000 })
}

/** Everything the log view holds, as it is copied: without stamps and without what Gantry says between the lines. */
async function logText(app: Page): Promise<string> {
  await tab(app, /chatty/).click()
  await log(app).focus()
  await app.keyboard.press('Control+a')
  await app.evaluate(() => navigator.clipboard.writeText(''))
  await app.keyboard.press('Control+c')
  let text = ''
  await expect.poll(async () => (text = await app.evaluate(() => navigator.clipboard.readText()))).not.toBe('')
  return text
}

test('killed, terminated, stopped and restarted twenty times: the truth is shown each time', async ({ app, docker }) => {
  test.setTimeout(600_000)
  console.log(`seed ${SEED}; GANTRY_SEED names another`)
  const next = random(SEED)
  await app.getByRole('row', { name: 'chatty', exact: true }).click()
  await app.getByRole('complementary').getByRole('button', { name: 'Logs', exact: true }).click()
  await expect(
    log(app)
      .getByText(/line \d+$/)
      .last(),
  ).toBeVisible()
  await dock(app).getByRole('button', { name: 'Time stamps' }).click()
  await app.getByRole('menuitemradio', { name: 'No time stamps' }).click()
  await app.keyboard.press('Escape')
  await app.getByRole('row', { name: 'comes-back', exact: true }).click()
  await app.getByRole('complementary').getByRole('button', { name: 'Terminal', exact: true }).click()

  const took: Record<Blow, number[]> = { SIGKILL: [], SIGTERM: [], SIGSTOP: [], restart: [] }
  for (let round = 0; round < ROUNDS; round++) {
    const blow = BLOWS[Math.floor(next() * BLOWS.length)] ?? 'SIGKILL'
    console.log(`${String(round + 1)}: ${blow}`)
    await freshShell(app)
    if (round % 2 === 0) await tab(app, /chatty/).click()
    const back = await strike(app, blow, next())
    await until(`round ${String(round)}, ${blow}: the table equals docker ps -a`, async () => {
      const [list, rows] = [await listed().catch(() => 'no answer'), await shown(app)]
      return list === rows && ((await connection(app).textContent()) ?? '').includes('Live')
    })
    took[blow].push(Math.round(performance.now() - back))
    if (blow !== 'SIGSTOP') {
      await tab(app, /comes-back/).click()
      await expect(dock(app).getByText(/Exited with code|has ended|connection to the engine broke/)).toBeVisible()
    }
    // And it lives: what changes outside is seen, what is logged comes.
    const name = `round-${String(round)}`
    await docker('rename', 'three', name)
    await expect(app.getByRole('row', { name, exact: true })).toBeVisible()
    await docker('rename', name, 'three')
    await tab(app, /chatty/).click()
    // Ten lines a second: on a busy machine one may have scrolled on before it is looked for, then the next one counts.
    await expect(async () => {
      const line = (await docker('logs', '--tail', '1', 'chatty')).trim()
      await expect(log(app).getByText(line)).toBeAttached({ timeout: 1_000 })
    }).toPass({ timeout: 15_000 })
  }
  console.log('ms from the first answer to an equal table:', JSON.stringify(took))
  const late = Object.values(took)
    .flat()
    .filter((ms) => ms > EQUAL_WITHIN_MS)
  expect(late.length, `late: ${late.join()}`).toBeLessThanOrEqual(LATE)

  await docker('stop', 'chatty')
  await expect(
    log(app)
      .getByText(/chatty stopped/)
      .last(),
  ).toBeVisible()
  const truth = (await docker('logs', 'chatty')).trimEnd().split('\n')
  const copied = (await logText(app)).trimEnd().split('\n')
  expect(copied.length, 'lines shown').toBe(truth.length)
  expect(copied).toEqual(truth)
})
