import type { ITerminalOptions, ITheme } from '@xterm/xterm'

/** Kept by main's mirror as well: a longer one here could not be given back after a reload. */
const SCROLLBACK = 5000

/** The sixteen colours, legible on the terminal's ground; it is dark in both themes. */
const ANSI: ITheme = {
  black: '#3b424c',
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

const token = (name: string, otherwise: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim() || otherwise

export const terminalTheme = (): ITheme => ({
  ...ANSI,
  background: token('--term', '#0b0d10'),
  foreground: token('--term-text', '#d6dbe2'),
  cursor: token('--term-text', '#d6dbe2'),
  cursorAccent: token('--term', '#0b0d10'),
  selectionBackground: '#4c8dff66',
  overviewRulerBorder: '#00000000',
  scrollbarSliderBackground: '#8d98a640',
  scrollbarSliderHoverBackground: '#8d98a680',
  scrollbarSliderActiveBackground: '#8d98a6a0',
})

export const SEARCH_COLOURS = {
  matchBackground: '#5a4a1c',
  matchOverviewRuler: '#e7b24a',
  activeMatchBackground: '#b07f1a',
  activeMatchColorOverviewRuler: '#ffd070',
}

/**
 * About 13 px, so that a cell is a whole number of device pixels wide: the graphics round it down, which with the fonts of
 * most systems would push the letters into each other.
 */
function crispSize(family: string): number {
  const context = document.createElement('canvas').getContext('2d')
  if (context === null) return FONT_SIZE
  context.font = `100px ${family}`
  const advance = (context.measureText('W').width / 100) * devicePixelRatio
  if (!(advance > 0)) return FONT_SIZE
  return Math.round((Math.round(FONT_SIZE * advance) / advance) * 100 + 1) / 100
}

const FONT_SIZE = 13

export const terminalOptions = (screenReaderMode: boolean): ITerminalOptions => ({
  allowProposedApi: true, // graphemes, search marks
  theme: terminalTheme(),
  fontFamily: token('--mono', 'monospace'),
  fontSize: crispSize(token('--mono', 'monospace')),
  lineHeight: 1.25,
  scrollback: SCROLLBACK,
  cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  macOptionIsMeta: true,
  rightClickSelectsWord: false,
  rescaleOverlappingGlyphs: true,
  screenReaderMode,
  overviewRuler: { width: 10 },
})
