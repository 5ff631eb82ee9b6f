import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'

type Docker = (...args: string[]) => Promise<string>

export const dock = (app: Page): Locator => app.getByRole('region', { name: 'Terminals and logs' })

/** Runs a command of the palette: what is typed, and what is chosen of the answer. */
export async function palette(app: Page, words: string, option: string): Promise<void> {
  await app.keyboard.press('Control+k')
  await app.keyboard.type(words)
  await app.getByRole('option', { name: option }).click()
}

/** The list of what is recorded; the row of a container in it. */
export async function recordsDialog(app: Page): Promise<Locator> {
  await palette(app, 'recorded logs', 'Recorded logs')
  return app.getByRole('dialog', { name: 'Recorded logs' })
}

/** Opens the list of what is recorded by the keyboard, while a notice is held by the pointer: it leaves its place to the list. */
export async function expectClearOfNotice(app: Page, title: string): Promise<void> {
  const notice = app.getByRole('region', { name: 'Notifications' }).getByRole('dialog', { name: title })
  const list = app.getByRole('dialog', { name: 'Recorded logs' })
  await notice.hover()
  await app.keyboard.press('Control+k')
  await app.keyboard.type('recorded logs')
  await expect(app.getByRole('option', { name: 'Recorded logs' })).toHaveAttribute('aria-selected', 'true')
  await app.keyboard.press('Enter')
  await expect(list.getByRole('listitem').first()).toBeVisible()
  await expect(async () => {
    const [a, b] = await Promise.all([notice.boundingBox(), list.boundingBox()])
    if (a === null || b === null) throw new Error('The notice or the list is gone.')
    const beside = a.x >= b.x + b.width || a.x + a.width <= b.x || a.y >= b.y + b.height || a.y + a.height <= b.y
    expect(beside, JSON.stringify([a, b])).toBe(true)
  }).toPass({ timeout: 5000 })
}

export const recordRow = (app: Page, name: string): Locator =>
  app
    .getByRole('dialog', { name: 'Recorded logs' })
    .getByRole('listitem')
    // Not the group that several of one name are.
    .filter({ hasText: name, hasNot: app.getByRole('list') })

/** Begins to record a container by the menu of its row. */
export async function record(app: Page, name: string): Promise<void> {
  await app.getByRole('row', { name }).click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Record logs', exact: true }).click()
}

/** Opens the log of a container from its inspector; answers the lines. */
export async function openLog(app: Page, name: string): Promise<Locator> {
  await app.getByRole('row', { name }).click()
  await app.getByRole('button', { name: 'Logs', exact: true }).first().click()
  return dock(app).getByRole('log', { name: `Logs of ${name}` })
}

/** Opens the log of all of a project from the row of its name; answers the lines. */
export async function openProject(app: Page, project: string, running: number): Promise<Locator> {
  const head = app.getByRole('row', { name: `${project} · ${String(running)} running of ${String(running)}` })
  await head.hover()
  await head.getByRole('button', { name: 'Logs', exact: true }).click()
  return dock(app).getByRole('log', { name: `Logs of ${project}`, exact: true })
}

/** As compose labels a container of a service. */
export const service = (project: string, name: string): string[] => [
  '--label',
  `com.docker.compose.project=${project}`,
  '--label',
  `com.docker.compose.service=${name}`,
]

/** To be called at the top of a file: answers how to start a container that is gone after its test. */
export function containers() {
  const made = new Set<string>()
  test.afterEach(async ({ docker }) => {
    if (made.size > 0) await docker('rm', '-fv', ...made)
    made.clear()
  })
  return async (docker: Docker, name: string, command: string, ...options: string[]): Promise<string> => {
    made.add(name)
    return (await docker('run', '-d', '--name', name, ...options, 'alpine:3.20', 'sh', '-c', command)).trim()
  }
}

/** A shell command that logs `row 0 of the log` and so on, with a `Needle` behind what `sed` matches, and goes on living. */
export const rows = (count: number, needle: string): string =>
  `seq 0 ${String(count - 1)} | sed 's/.*/row & of the log/; s/${needle} of.*/& Needle/'; sleep 600`

/** In a log that is shown: find, and from there the search over all there is of it. Answers its panel. */
export async function searchWhole(app: Page, shown: Locator, text: string, title: string): Promise<Locator> {
  await shown.focus()
  await app.keyboard.press('Control+f')
  await dock(app).getByRole('searchbox', { name: 'Find in logs' }).fill(text)
  await dock(app).getByRole('button', { name: title }).click()
  return dock(app).getByRole('region', { name: title })
}

/** Opens the match in a row as `rows` logs them, and sees it with its neighbours. Answers the lines around it. */
export async function openRow(app: Page, panel: Locator, row: number): Promise<Locator> {
  await panel.getByRole('button', { name: new RegExp(`row ${String(row)} of the log Needle`) }).click()
  const around = dock(app).getByRole('log', { name: /^Around / })
  await expect(around.getByText(`row ${String(row)} of the log Needle`)).toBeVisible()
  for (const beside of [row - 1, row + 1]) await expect(around.getByText(`row ${String(beside)} of the log`, { exact: true })).toBeVisible()
  await expect(around).toBeFocused()
  return around
}
