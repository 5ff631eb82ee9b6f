import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, BrowserWindow, Menu } from 'electron'
import { type Backend, createBackend } from '../backend.ts'
import { answer, surviveSurprises } from '../lib/answer.ts'
import { localSandbox } from '../lib/local-sandbox.ts'
import { dataDir } from '../lib/paths.ts'
import { openSettings, type SettingsNotice } from '../lib/settings.ts'
import { confirmDanger, confirmQuit, tell } from './dialogs.ts'
import { saveDownloads } from './downloads.ts'
import { desktopEnv, hostArgument } from './environment.ts'
import { menuTemplate } from './menu.ts'
import { servePorts } from './ports.ts'
import { registerScheme, servePage } from './protocol.ts'
import { quitGate } from './quit-gate.ts'
import { debugSwitch } from './security.ts'
import { WindowState } from './window-state.ts'
import { denyByDefault, openWindow } from './windows.ts'
import { type Words, wordsFor } from './words.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const log = (line: string) => void process.stderr.write(`${line}\n`)
/** How long quitting waits for connections to close in good order. */
const CLOSE_DEADLINE = 2_000

function noticeInWords(notice: SettingsNotice, words: Words): string {
  if (notice.kind === 'corrupt') return words.settingsCorrupt.replace('{file}', () => notice.kept)
  return words.settingsUnwritable.replace('{code}', notice.code).replace('{file}', () => notice.file)
}

function startBackend(words: Words): Backend {
  const env = desktopEnv(process.env, process.platform, homedir())
  const host = hostArgument(process.argv)
  return createBackend({
    version: app.getVersion(),
    form: 'desktop',
    platform: process.platform,
    env,
    home: homedir(),
    dataDir: dataDir(process.platform, process.env, homedir()),
    ...(host === undefined ? {} : { host }),
    sandbox: localSandbox(),
    confirmDanger: confirmDanger(words, app.getLocale()),
  })
}

/** Quitting waits for the backend, but not for long. */
function closeBeforeQuit(backend: Backend): void {
  let closed = false
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    const late = new Promise((resolve) => setTimeout(resolve, CLOSE_DEADLINE))
    void Promise.race([backend.close().catch(() => undefined), late]).then(() => {
      closed = true
      app.quit()
    })
  })
}

async function run(): Promise<void> {
  await app.whenReady()
  const words = wordsFor(app.getLocale())
  denyByDefault(words)
  saveDownloads(words, log)
  await servePage(here('../renderer-desktop'))
  const backend = startBackend(words)
  closeBeforeQuit(backend)
  servePorts(log, (wire) => answer(backend, wire, log))
  const state = await openSettings({
    dir: dataDir(process.platform, process.env, homedir()),
    name: 'window',
    schema: WindowState,
    onNotice(notice) {
      const message = noticeInWords(notice, words)
      log(message)
      tell(message) // R19: who started it from a menu sees no log
    },
  })
  const open = () => void openWindow({ preload: here('../preload/index.cjs'), state, words, log })
  const actions = { newWindow: open, closeWindow: () => BrowserWindow.getFocusedWindow()?.close(), quit: () => app.quit() }
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, words, app.isPackaged, actions)))
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows()
    if (window === undefined) return open()
    if (window.isMinimized()) window.restore()
    window.focus()
  })
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) open()
  })
  app.on(
    'before-quit',
    quitGate({
      unfinished: () => backend.unfinished(),
      unsaved: () => backend.unsaved(),
      ask: (question) => confirmQuit(words, question),
      quit: () => app.quit(),
      // The last window may have been what asked.
      stay: () => (BrowserWindow.getAllWindows().length === 0 ? open() : undefined),
    }),
  )
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  open()
}

const forbidden = debugSwitch(app.isPackaged, (name) => app.commandLine.hasSwitch(name))
// Chromium's own files (storage, the lock of the single instance) stand beside our settings.
app.setPath('userData', join(dataDir(process.platform, process.env, homedir()), 'chromium'))
if (forbidden !== null) {
  log(`Gantry does not run with --${forbidden}.`)
  app.exit(1)
} else if (app.requestSingleInstanceLock()) {
  surviveSurprises(log)
  registerScheme()
  app.enableSandbox()
  run().catch((error: unknown) => {
    log(error instanceof Error ? (error.stack ?? error.message) : String(error))
    app.exit(1)
  })
} else app.quit()
