import type { ITerminalOptions, ITheme } from '@xterm/xterm'
import { type Prefs, usePrefs, zoom } from './prefs.ts'
import type { OwnColours } from './replies.ts'

/** The sixteen colours, legible on a dark ground. */
const ANSI: ITheme = {
  // Between both: read on the dark ground, and read under letters on a coloured one.
  black: '#5a636f',
  red: '#f2686b',
  green: '#3ecf8e',
  yellow: '#e7b24a',
  blue: '#6fb1ff',
  magenta: '#c792ea',
  cyan: '#56c8d8',
  white: '#d6dbe2',
  brightBlack: '#8d98a6',
  brightRed: '#ff8285',
  brightGreen: '#62e6aa',
  brightYellow: '#ffd070',
  brightBlue: '#9cc9ff',
  brightMagenta: '#dfb4ff',
  brightCyan: '#86e1ee',
  brightWhite: '#ffffff',
}

/** The same on a light one. */
const LIGHT: ITheme = {
  black: '#24292f',
  red: '#b3261e',
  green: '#116a35',
  yellow: '#7a5200',
  blue: '#0a50b8',
  magenta: '#7a32a8',
  cyan: '#0b6673',
  white: '#57606a',
  brightBlack: '#5c6570',
  brightRed: '#c4322b',
  brightGreen: '#1a7f3f',
  brightYellow: '#8a6000',
  brightBlue: '#1b63d6',
  brightMagenta: '#8b42bd',
  brightCyan: '#137c8b',
  brightWhite: '#24292f',
  background: '#ffffff',
  foreground: '#1f2328',
  cursor: '#1f2328',
  cursorAccent: '#ffffff',
}

const CONTRAST: ITheme = { ...ANSI, background: '#000000', foreground: '#ffffff', cursor: '#ffff00', cursorAccent: '#000000' }
const SOLARIZED: ITheme = {
  ...ANSI,
  black: '#66717d',
  background: '#002b36',
  foreground: '#b8c4c4',
  cursor: '#b8c4c4',
  cursorAccent: '#002b36',
}

/** Whether the app is light now: by the user's choice, else as the system is. */
const appIsLight = (): boolean => {
  const { theme } = document.documentElement.dataset
  return theme === undefined ? matchMedia('(prefers-color-scheme: light)').matches : theme === 'light'
}

const token = (name: string, otherwise: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim() || otherwise

function colours(theme: Prefs['theme']): ITheme {
  if (theme === 'light' || (theme === 'app' && appIsLight())) return LIGHT
  if (theme === 'contrast') return CONTRAST
  if (theme === 'solarized') return SOLARIZED
  const [ground, text] = [token('--term', '#0b0d10'), token('--term-text', '#d6dbe2')]
  return { ...ANSI, background: ground, foreground: text, cursor: text, cursorAccent: ground }
}

/** The ground around the letters; undefined leaves it to the style sheet. */
export const groundOf = (theme: Prefs['theme']): string | undefined =>
  colours(theme) === LIGHT || theme === 'contrast' || theme === 'solarized' ? colours(theme).background : undefined

export const terminalTheme = (): ITheme => ({
  ...colours(usePrefs.getState().theme),
  selectionBackground: '#4c8dff66',
  overviewRulerBorder: '#00000000',
  scrollbarSliderBackground: '#8d98a640',
  scrollbarSliderHoverBackground: '#8d98a680',
  scrollbarSliderActiveBackground: '#8d98a6a0',
})

const isLight = (): boolean => colours(usePrefs.getState().theme) === LIGHT

/** How what is found is marked: letters on each of these grounds stay legible. */
export const searchColours = () =>
  isLight()
    ? {
        matchBackground: '#ffe9a8',
        matchOverviewRuler: '#b07f1a',
        activeMatchBackground: '#ffc53d',
        activeMatchBorder: '#7a5200',
        activeMatchColorOverviewRuler: '#7a5200',
      }
    : {
        matchBackground: '#3f3616',
        matchOverviewRuler: '#e7b24a',
        activeMatchBackground: '#6a4a0c',
        activeMatchBorder: '#ffd070',
        activeMatchColorOverviewRuler: '#ffd070',
      }

/** Letters and ground as they are drawn now, `#rrggbb`. */
export function ownColours(): OwnColours {
  const { foreground = '', background = '' } = colours(usePrefs.getState().theme)
  return { foreground, background }
}

/**
 * About the wanted size, so that a cell is a whole number of device pixels wide: the graphics round it down, which with the
 * fonts of most systems would push the letters into each other.
 */
function crispSize(family: string, wanted: number): number {
  const context = document.createElement('canvas').getContext('2d')
  if (context === null) return wanted
  context.font = `100px ${family}`
  const advance = (context.measureText('W').width / 100) * devicePixelRatio
  if (!(advance > 0)) return wanted
  return Math.round((Math.round(wanted * advance) / advance) * 100 + 1) / 100
}

function familyOf({ fontFamily }: Prefs): string {
  const own = token('--mono', 'monospace')
  // In quotes whatever it is: a name that is none in a style sheet (`3270 Nerd Font`) would leave cells without a measure.
  const names = fontFamily
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  return [...names.map((name) => (GENERIC.has(name) ? name : `"${name}"`)), own].join(', ')
}

const GENERIC: ReadonlySet<string> = new Set(['monospace', 'ui-monospace', 'serif', 'sans-serif', 'system-ui', 'cursive', 'fantasy'])

/** Larger, smaller or as at first: so far that it is seen. Several sizes may be drawn by the same whole pixels. */
export function zoomSeen(step: -1 | 0 | 1): void {
  const drawn = () => crispSize(familyOf(usePrefs.getState()), usePrefs.getState().fontSize)
  const before = drawn()
  for (let last = Number.NaN; usePrefs.getState().fontSize !== last && drawn() === before; ) {
    last = usePrefs.getState().fontSize
    zoom(step)
  }
}

/** What the user may change while the terminal stands. */
export function liveOptions(prefs: Prefs): ITerminalOptions {
  const fontFamily = familyOf(prefs)
  return {
    theme: terminalTheme(),
    fontFamily,
    fontSize: crispSize(fontFamily, prefs.fontSize),
    lineHeight: prefs.lineHeight,
    scrollback: prefs.scrollback,
    cursorStyle: prefs.cursorStyle,
    cursorBlink: prefs.cursorBlink,
    screenReaderMode: prefs.screenReader,
  }
}

export const terminalOptions = (): ITerminalOptions => ({
  ...liveOptions(usePrefs.getState()),
  allowProposedApi: true, // graphemes, search marks
  macOptionIsMeta: true,
  rightClickSelectsWord: false,
  rescaleOverlappingGlyphs: true,
  overviewRuler: { width: 10 },
})

/** Called whenever the look of terminals may have changed: their settings, the app's theme, the system's. */
export function onLook(changed: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: light)')
  const page = new MutationObserver(changed)
  page.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  system.addEventListener('change', changed)
  const forget = usePrefs.subscribe(changed)
  return () => {
    page.disconnect()
    system.removeEventListener('change', changed)
    forget()
  }
}
