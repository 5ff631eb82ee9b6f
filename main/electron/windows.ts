import { app, BrowserWindow, dialog, nativeTheme, screen, session, type WebContents } from 'electron'
import type { Settings } from '../lib/settings.ts'
import { openLink } from './dialogs.ts'
import { mayHave, mayNavigate, PAGE, windowOptions } from './security.ts'
import { placeWindow, reloadBudget, type WindowState } from './window-state.ts'
import type { Words } from './words.ts'

/** For every page there will ever be, whoever makes it: nowhere to go, nothing to open, nothing to embed. */
export function denyByDefault(words: Words): void {
  app.on('web-contents-created', (_event, contents) => lockDown(contents, words))
  const pages = session.defaultSession
  pages.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(mayHave(permission, originOf(details.requestingUrl))),
  )
  pages.setPermissionCheckHandler((_contents, permission, origin) => mayHave(permission, origin))
  pages.setDevicePermissionHandler(() => false)
  pages.setDisplayMediaRequestHandler((_request, answer) => answer({}))
}

function lockDown(contents: WebContents, words: Words): void {
  contents.setWindowOpenHandler(({ url }) => {
    void openLink(url, words)
    return { action: 'deny' }
  })
  contents.on('will-navigate', (event) => {
    if (!mayNavigate(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !mayNavigate(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
}

function originOf(url: string): string {
  // The origin of a scheme the URL parser does not know as special is "null".
  return url === PAGE ? PAGE : ''
}

export type WindowOptions = { preload: string; state: Settings<WindowState>; words: Words; log: (line: string) => void }

/** Opens a window where the last one was, and remembers where it is left. */
export function openWindow({ preload, state, words, log }: WindowOptions): BrowserWindow {
  const { bounds, maximized } = state.get()
  const { id } = screen.getPrimaryDisplay()
  const screens = screen.getAllDisplays().sort((a, b) => Number(b.id === id) - Number(a.id === id))
  const others = BrowserWindow.getAllWindows().length
  const place = placeWindow(
    bounds,
    screens.map(({ workArea }) => workArea),
  )
  const window = new BrowserWindow({
    ...windowOptions(preload, app.isPackaged, nativeTheme.shouldUseDarkColors),
    ...(others > 0 && 'x' in place ? { ...place, x: place.x + 24 * others, y: place.y + 24 * others } : place),
  })
  if (maximized && others === 0) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    void state.update((now) => ({ ...now, bounds: window.getNormalBounds(), maximized: window.isMaximized() }))
  })
  const mayReload = reloadBudget()
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log(`the page ended: ${reason}`)
    if (reason !== 'crashed' && reason !== 'oom') return
    if (mayReload()) window.reload()
    else dialog.showErrorBox(words.pageCrashes, words.pageCrashesBody)
  })
  window.loadURL(PAGE).catch((error: unknown) => log(`the page did not load: ${String(error)}`))
  return window
}
