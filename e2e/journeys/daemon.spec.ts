import type { Page } from '@playwright/test'
import type { Sandbox } from '../../main/sandbox/types.ts'
import { expect, test } from '../fixtures.ts'
import { docker as dockerOn, engineApi, startPrivateEngine } from '../rig/engine.ts'
import { EQUAL_WITHIN_MS, firstAnswer, inTime, type Timed, TOLD_WITHIN_MS } from '../rig/in-time.ts'
import { random } from '../rig/random.ts'
import { until } from '../rig/show-host.ts'

const ROUNDS = 20
const SEED = Number(process.env['GANTRY_SEED'] ?? 20_261_120)

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
type Seen = { rows: string; live: boolean; rowsAt: number; liveAt: number }
/** Has the page note, by its own clock, since when it shows what it shows: the rows by the words that stand for the colour of the dot. */
const watchPage = (app: Page): Promise<void> =>
  app.evaluate(() => {
    const seen: Seen = { rows: '', live: false, rowsAt: 0, liveAt: 0 }
    const look = () => {
      const rows = [...document.querySelectorAll('main [role=row][aria-selected]')].map((row) => {
        const state = row.querySelector('[data-tone]')?.textContent ?? ''
        return `${row.getAttribute('aria-label') ?? ''} ${state.split(',')[0]?.toLowerCase() ?? ''}`
      })
      const now = {
        rows: rows.sort().join('\n'),
        live: document.querySelector('footer, [role=contentinfo]')?.textContent.includes('Live') ?? false,
      }
      if (now.rows !== seen.rows) seen.rowsAt = Date.now()
      if (now.live !== seen.live) seen.liveAt = Date.now()
      Object.assign(seen, now)
    }
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
    look()
    Object.assign(globalThis, { seen })
  })
const shown = (app: Page): Promise<Seen> => app.evaluate(() => (globalThis as unknown as { seen: Seen }).seen)

const connection = (app: Page) => app.getByRole('contentinfo')
const dock = (app: Page) => app.getByRole('region', { name: 'Terminals and logs' })
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

/** Strikes, looks at the app while the engine is away, brings it back. `back`: its first answer to anybody, by the clock of the day. */
async function strike(app: Page, blow: Blow, pause: number): Promise<{ told: Timed[]; back: number }> {
  if (blow === 'restart') {
    const restarted = engine.dockerd.restart()
    await until(
      'the end of the old engine',
      () =>
        listed().then(
          () => false,
          () => true,
        ),
      10_000,
    )
    const back = await dayOf(firstAnswer(engine.host))
    await restarted
    return { told: [], back }
  }
  const struck = Date.now()
  await engine.dockerd.kill(blow)
  // Nobody is told of a stopped daemon: it is asked when somebody uses the window.
  await app.mouse.move(700, 20 + pause * 10)
  await expect(connection(app), `${blow} told`).not.toContainText('Live')
  const took = (await shown(app)).liveAt - struck
  await expectNothingLive(app, blow)
  await new Promise((resolve) => setTimeout(resolve, pause * 1000))
  const restarted = blow === 'SIGSTOP' ? engine.dockerd.kill('SIGCONT') : engine.dockerd.restart()
  const back = await dayOf(firstAnswer(engine.host))
  await restarted
  return { told: [{ what: `${blow} told`, took, within: blow === 'SIGSTOP' ? TOLD_WITHIN_MS.silent : TOLD_WITHIN_MS.lost }], back }
}

const dayOf = async (moment: Promise<number>): Promise<number> => performance.timeOrigin + (await moment)

/** One blow, until the page shows what the engine says; by the page's clock. The last is how soon that was. */
async function endure(app: Page, blow: Blow, pause: number): Promise<Timed[]> {
  await freshShell(app)
  if (pause < 0.5) await tab(app, /chatty/).click()
  const { told, back } = await strike(app, blow, pause)
  let seen = await shown(app)
  await until(`${blow}: the table equals docker ps -a`, async () => {
    const list = await listed().catch(() => 'no answer')
    seen = await shown(app)
    return list === seen.rows && seen.live
  })
  const took = Math.max(0, seen.rowsAt - back, seen.liveAt - back)
  return [...told, { what: `${blow}: an equal table`, took, within: EQUAL_WITHIN_MS }]
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

  await watchPage(app)
  const took: Record<Blow, number[]> = { SIGKILL: [], SIGTERM: [], SIGSTOP: [], restart: [] }
  for (let round = 0; round < ROUNDS; round++) {
    const blow = BLOWS[Math.floor(next() * BLOWS.length)] ?? 'SIGKILL'
    console.log(`${String(round + 1)}: ${blow}`)
    const pause = next()
    const timed = await inTime(() => endure(app, blow, pause))
    took[blow].push(Math.round(timed.at(-1)?.took ?? 0))
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
