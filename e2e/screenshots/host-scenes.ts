import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Sandbox } from '../../main/sandbox/types.ts'
import { socketOf } from '../rig/engine.ts'
import { go, openTerminal, type Scene, type Stage } from './scenes.ts'

/** The same engine at the address of another known socket: another host to Gantry. `home` is that of the app. */
export async function withSecondHost(engine: Sandbox, withHome: (home: string) => Promise<void>): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'gantry-s-'))
  const socket = join(home, '.rd', 'docker.sock')
  await mkdir(dirname(socket))
  await symlink(socketOf(engine.host), socket)
  try {
    await withHome(home)
  } finally {
    await rm(home, { recursive: true })
  }
}

const POSTGRES = 'postgres:17'
const panel = ({ page, t }: Stage) => page.getByRole('dialog', { name: t('images.pulls') })

async function pull({ page, t }: Stage, reference: string): Promise<void> {
  await page.getByRole('button', { name: t('images.pull'), exact: true }).click()
  const dialog = page.getByRole('dialog', { name: t('images.pullTitle') })
  await dialog.getByRole('combobox').or(dialog.getByRole('textbox')).first().fill(reference)
  await dialog.getByRole('button', { name: t('images.pull'), exact: true }).click()
}

/** One that fails, and one that goes on. */
async function startPulls(stage: Stage): Promise<void> {
  const { page, engine } = stage
  await engine.limitRate(800_000)
  await go(stage, 'images.title')
  await pull(stage, `${engine.registry}/nobody/nothing:1`)
  await panel(stage).getByRole('alert').waitFor()
  await page.keyboard.press('Escape')
  await pull(stage, POSTGRES)
  await panel(stage)
    .getByText(/[BБ]\/[sс]/)
    .waitFor({ timeout: 20_000 })
  await page.keyboard.press('Escape')
}

async function choose({ page }: Stage, address: RegExp): Promise<void> {
  await page.getByRole('banner').getByRole('button').first().click()
  await page.getByRole('menuitem', { name: address }).click()
}

/** The question before a host is left with work under way, then its pulls as another host shows them. */
const leaving: Scene = {
  name: 'hosts-leave',
  run: async (stage, shoot) => {
    const { page, t, engine } = stage
    await openTerminal(stage, 'shop-api-1')
    await startPulls(stage)
    await choose(stage, /\.rd/)
    const question = page.getByRole('alertdialog')
    await question.getByText(`docker pull ${POSTGRES}`).waitFor()
    await shoot()
    await question.getByRole('button', { name: t('hosts.leave.confirm') }).click()
    const chip = page.getByRole('banner').getByRole('button').last()
    await chip.filter({ hasText: t('images.pullsFailed', { count: 1 }) }).click()
    await panel(stage).getByRole('alert').nth(1).waitFor()
    await shoot()
    await panel(stage)
      .getByRole('button', { name: t('images.pullsClear') })
      .click()
    await page.keyboard.press('Escape')
    await engine.limitRate(0)
  },
}

/** An image that a container holds: what blocks it, and the engine's refusal. */
const refusal: Scene = {
  name: 'images-refused',
  run: async (stage, shoot) => {
    const { page, t } = stage
    await go(stage, 'images.title')
    const row = page.getByRole('row', { name: 'gantry/api:1.4.2', exact: true })
    await row.click()
    await page.keyboard.press('Delete')
    const question = page.getByRole('alertdialog')
    await question.waitFor()
    await shoot()
    await question.getByRole('button', { name: t('images.remove'), exact: true }).click()
    await question.getByRole('alert').waitFor()
    await shoot()
    await page.keyboard.press('Escape')
  },
}

export const hostScenes: readonly Scene[] = [leaving, refusal]
