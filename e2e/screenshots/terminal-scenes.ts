import { openTerminal, type Scene, type Stage } from './scenes.ts'

const dock = ({ page, t }: Stage) => page.getByRole('region', { name: t('app.dock') })
const area = (stage: Stage) => dock(stage).locator('.xterm-screen').locator('visible=true')

/** Whatever is open in the dock goes. */
async function clear(stage: Stage): Promise<void> {
  const tabs = dock(stage).getByRole('tab')
  while ((await tabs.count()) > 0) await tabs.first().press('Delete')
}

async function split(stage: Stage, keys: string, panes: number): Promise<void> {
  await stage.page.keyboard.press(keys)
  await area(stage)
    .nth(panes - 1)
    .waitFor()
  await stage.page.keyboard.type('ls --color=always /\n')
}

/** Four panes, and then typing that goes to all of them. */
const panes: Scene = {
  name: 'terminal-panes',
  run: async (stage, shoot) => {
    const { page, t } = stage
    await openTerminal(stage, 'shop-api-1')
    await split(stage, 'Control+Shift+E', 2)
    await split(stage, 'Control+Shift+O', 3)
    await shoot()
    await area(stage).first().click({ button: 'right' })
    await shoot()
    await page.getByRole('menuitem', { name: t('terminal.broadcastAll') }).click()
    await area(stage).first().click()
    await page.keyboard.type('uname -a; printf "src/app.ts:%s:3\\n" 12\n')
    await shoot()
    await clear(stage)
  },
}

const settings: Scene = {
  name: 'terminal-settings',
  run: async ({ page, t }, shoot) => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type(t('terminal.settings'))
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: t('terminal.settings') })
    await dialog.waitFor()
    await shoot()
    await dialog.getByRole('checkbox').last().scrollIntoViewIfNeeded()
    await shoot()
    await page.keyboard.press('Escape')
  },
}

const HEADER = JSON.stringify({ version: 2, width: 100, height: 28, idle_time_limit: 2 })
const EVENTS: [number, string][] = [
  [0.1, '\x1b[1;32m/ #\x1b[0m ls --color /\r\n'],
  [0.4, `${['bin', 'dev', 'etc', 'home', 'lib', 'proc', 'usr', 'var'].map((name) => `\x1b[1;34m${name}\x1b[0m`).join('  ')}\r\n`],
  ...Array.from({ length: 20 }, (_none, at): [number, string] => [
    1 + at / 4,
    `src/part-${String(at)}.ts:${String(at + 3)}:7 \x1b[33mwarning\x1b[0m\r\n`,
  ]),
  [40, '\x1b[31msrc/app.ts:12:3 error\x1b[0m\r\n\x1b[1;32m/ #\x1b[0m '],
  [3700, 'exit\r\n'],
]
const RECORDING = `${[HEADER, ...EVENTS.map(([at, text]) => JSON.stringify([at, 'o', text]))].join('\n')}\n`

async function play({ page, t }: Stage, name: string, text: string): Promise<void> {
  await page.keyboard.press('Control+Shift+k')
  await page.keyboard.type(t('cast.play.command'))
  await page.getByRole('option').first().waitFor()
  const choosing = page.waitForEvent('filechooser')
  await page.keyboard.press('Enter')
  await (await choosing).setFiles({ name, mimeType: 'application/x-asciicast', buffer: Buffer.from(text) })
}

/** A recording in the middle, one that was cut off beside a live terminal, one that is damaged. */
const player: Scene = {
  name: 'terminal-player',
  run: async (stage, shoot) => {
    const { page, t } = stage
    // While somebody listens, and only then, no dialog of the system is opened; to begin listening takes its time.
    page.on('filechooser', () => undefined)
    await play(stage, 'build.cast', RECORDING)
    const seek = dock(stage).getByRole('slider', { name: t('cast.seek') })
    await seek.waitFor()
    await page.keyboard.press('Space')
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowLeft')
    await area(stage).waitFor()
    await shoot()
    await dock(stage)
      .getByRole('button', { name: t('cast.fit') })
      .click()
    await dock(stage)
      .getByRole('button', { name: t('cast.shorten', { seconds: 2 }) })
      .click()
    await shoot()
    await clear(stage)
    await play(stage, 'cut.cast', `${RECORDING}[3701, "o", "ha`)
    await seek.waitFor()
    await shoot()
    await clear(stage)
    await play(stage, 'damaged.cast', RECORDING.replace('[40,', '[40;'))
    await dock(stage).getByRole('alert').waitFor()
    await shoot()
    await clear(stage)
  },
}

export const terminalScenes: readonly Scene[] = [panes, settings, player]
