import { spawn } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Long enough for a cold browser to have read the file. */
const KEEP_FILE = 60_000

/**
 * Shows a link in the user's browser, where there is a display to show it on.
 * Every user of the machine can read a process's arguments (T18), so the opener is given a page only we can read, which leads on.
 * @returns removes that page.
 */
export async function openBrowser(
  link: string,
  folder: string,
  platform: NodeJS.Platform,
  env: Record<string, string | undefined>,
): Promise<() => Promise<void>> {
  const nothing = () => Promise.resolve()
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return nothing
  const file = join(folder, `enter-${String(process.pid)}.html`)
  const forget = () => rm(file, { force: true })
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(file, leadOn(link), { mode: 0o600, flag: 'wx' })
  } catch {
    return nothing // the printed link does
  }
  const [command, args] = opener(platform)
  const child = spawn(command, [...args, pathToFileURL(file).href], { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
  setTimeout(() => void forget().catch(() => undefined), KEEP_FILE).unref()
  return forget
}

/** A page that goes to the link by itself; the link is ours and holds no character that HTML would read. */
export const leadOn = (link: string): string =>
  `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${link}"><title>Gantry</title><a href="${link}">Gantry</a>\n`

function opener(platform: NodeJS.Platform): [string, string[]] {
  if (platform === 'darwin') return ['open', []]
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler']]
  return ['xdg-open', []]
}
