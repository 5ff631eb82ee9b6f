import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { cleanEnv } from './serve-app.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const PROGRAM = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string] ?? 'electron'

/** Electron's program, or null where it is not on this machine. */
export function electronProgram(): string | null {
  const folders = [process.env['ELECTRON_OVERRIDE_DIST_PATH'], join(ROOT, 'node_modules/electron/dist')]
  const path = folders.map((folder) => join(folder ?? '', PROGRAM)).find((file) => existsSync(file))
  return path ?? null
}

export type DesktopOptions = { host: string; language: 'en' | 'ru'; colorScheme: 'dark' | 'light' | 'no-preference' | null }
export type DesktopApp = { electron: ElectronApplication; page: Page; close(): Promise<void> }

/** The real desktop app with a data folder of its own. As root (a container) Chromium has to do without its sandbox. */
export async function openDesktop({ host, language, colorScheme }: DesktopOptions): Promise<DesktopApp> {
  const executablePath = electronProgram()
  if (executablePath === null) throw new Error('Electron’s program is not on this machine')
  const home = await mkdtemp(join(tmpdir(), 'gantry-desktop-'))
  const electron = await _electron.launch({
    executablePath,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), `--lang=${language}`, ROOT],
    env: { ...cleanEnv(home), DISPLAY: process.env['DISPLAY'] ?? '', DOCKER_HOST: host, GANTRY_DATA_DIR: join(home, 'data') },
  })
  const page = await electron.firstWindow()
  await page.emulateMedia({ colorScheme })
  return {
    electron,
    page,
    close: async () => {
      // Nobody is there to answer what quitting would end.
      await electron.evaluate(({ app }) => void app.removeAllListeners('before-quit'))
      await electron.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}
