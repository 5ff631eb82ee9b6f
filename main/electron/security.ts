import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron'

/** The page's own scheme: a standard, secure origin, unlike file://, whose pages can read each other (T30). */
export const SCHEME = 'app'
export const ORIGIN = `${SCHEME}://gantry`
export const PAGE = `${ORIGIN}/index.html`

/** Chromium and Node switches that hand the app to a debugger; the packaged app ends rather than run with one. */
const DEBUG_SWITCHES = [
  'inspect',
  'inspect-brk',
  'inspect-port',
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'load-extension',
  'js-flags',
  'disable-web-security',
  'proxy-server',
  'host-rules',
]

export function debugSwitch(isPackaged: boolean, has: (name: string) => boolean): string | null {
  return isPackaged ? (DEBUG_SWITCHES.find(has) ?? null) : null
}

/** Everything a page of ours is denied, said aloud although most is Electron's default today: defaults have changed before. */
export function webPreferences(preload: string, isPackaged: boolean): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false, // would fetch dictionaries
    devTools: !isPackaged,
  }
}

/** Backgrounds of `tokens.css`, so that a window does not flash before its page is there. */
const BACKGROUND = { dark: '#0f1216', light: '#f5f6f8' }

export function windowOptions(preload: string, isPackaged: boolean, dark: boolean): BrowserWindowConstructorOptions {
  return {
    title: 'Gantry',
    show: false,
    minWidth: 760,
    minHeight: 480,
    autoHideMenuBar: true,
    backgroundColor: dark ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: webPreferences(preload, isPackaged),
  }
}

/** A page may go nowhere: it is one document, and its reload is no navigation of this kind. */
export const mayNavigate = (url: string): boolean => url === PAGE

/** The one check of every message from a window: our page, in the window's main frame. */
export function isOurs(frame: { url: string; parent: unknown } | null): boolean {
  return frame !== null && frame.parent === null && (frame.url === PAGE || frame.url.startsWith(`${PAGE}#`))
}

/** Copy buttons write the clipboard, a terminal's paste reads it; every other permission is denied. */
const PERMISSIONS = new Set(['clipboard-sanitized-write', 'clipboard-read'])
export const mayHave = (permission: string, origin: string): boolean =>
  PERMISSIONS.has(permission) && (origin === ORIGIN || origin === `${ORIGIN}/` || origin === PAGE)
