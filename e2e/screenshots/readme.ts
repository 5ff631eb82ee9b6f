import { fileURLToPath } from 'node:url'
import type { Sandbox } from '../../main/sandbox/types.ts'
import { openApp } from '../open-app.ts'
import { words } from '../words.ts'
import { openLogs, openTerminal } from './scenes.ts'

const PICTURE = fileURLToPath(new URL('gantry.png', import.meta.url))

/** What the README shows: a compose project, what one of its containers can reach, a terminal and followed logs. */
export async function readmePicture(engine: Sandbox): Promise<void> {
  const app = await openApp({ host: engine.host, language: 'en', theme: 'dark', width: 1440, height: 900 })
  try {
    const stage = { page: app.page, t: words('en'), engine }
    await openTerminal(stage, 'shop-api-1')
    await openLogs(stage, 'shop-api-1', 'shop-web-1')
    await app.page.getByRole('row', { name: 'shop-web-1', exact: true }).click()
    await app.page.getByText('127.0.0.1').first().waitFor()
    // A menu that closes gives the focus back a moment later.
    await app.page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'grid')
    await app.page.mouse.move(700, 560)
    await app.page.waitForTimeout(2500)
    await app.page.screenshot({ path: PICTURE })
    if (app.problems.length > 0) throw new Error(app.problems.join('\n'))
  } finally {
    await app.close()
  }
}
