import type { Look, XtermInside } from './xterm-inside.ts'

/** Of xterm's two words of a look: where the colour stands, how it is to be taken, and the flags beside it. */
const COLOUR = 0xffffff
const MODE = 0x3000000
const P16 = 0x1000000
const P256 = 0x2000000
const UNDERLINE = 0x10000000
const EXTENDED = 0x10000000
const PROTECTED = 0x20000000
/** All of `bg` that is no colour. */
export const BG_FLAGS = 0xfc000000 | 0

/** SGR of a flag. Negative: the sign bit. */
const FG_FLAGS = [
  [0x4000000, '7'],
  [0x8000000, '1'],
  [0x20000000, '5'],
  [0x40000000, '8'],
  [0x80000000 | 0, '9'],
] as const
const MORE_FLAGS = [
  [0x4000000, '3'],
  [0x8000000, '2'],
  [0x40000000, '53'],
] as const

const rgb = (value: number): string => `${String((value >> 16) & 255)}:${String((value >> 8) & 255)}:${String(value & 255)}`

function colour(value: number, first: 3 | 4): string[] {
  const mode = value & MODE
  const index = value & 0xff
  if (mode === P16) return [String(index < 8 ? first * 10 + index : first * 10 + 60 + index - 8)]
  if (mode === P256) return [`${String(first)}8;5;${String(index)}`]
  return mode === MODE ? [`${String(first)}8:2::${rgb(value & COLOUR)}`] : []
}

function underline({ fg, bg, extended: { _ext } }: Look): string[] {
  const style = (bg & EXTENDED) === 0 ? 1 : (_ext >>> 26) & 7 || 1
  const mode = _ext & MODE
  const line = (fg & UNDERLINE) === 0 ? [] : [style === 1 ? '4' : `4:${String(style)}`]
  if (mode === 0) return line
  return [...line, mode === MODE ? `58:2::${rgb(_ext & COLOUR)}` : `58:5:${String(_ext & 0xff)}`]
}

/** From any pen to this one. */
export function sgr(look: Look): string {
  const flags = [...FG_FLAGS.filter(([flag]) => (look.fg & flag) !== 0), ...MORE_FLAGS.filter(([flag]) => (look.bg & flag) !== 0)]
  const params = ['0', ...flags.map(([, param]) => param), ...underline(look), ...colour(look.fg, 3), ...colour(look.bg, 4)]
  return `\x1b[${params.length === 1 ? '' : params.join(';')}m${(look.bg & PROTECTED) === 0 ? '' : '\x1b[1"q'}`
}

/** The number of the link a cell is part of, as xterm's link service knows it; 0: of none. */
export const linkOf = ({ bg, extended: { urlId } }: Look): number => ((bg & EXTENDED) === 0 ? 0 : urlId)

/** Opens a link again, or closes the one before. One without a name is given one, so that its parts stay one link. */
export function osc8(link: number, links: XtermInside['_oscLinkService']): string {
  const data = link === 0 ? undefined : links.getLinkData(link)
  return data === undefined ? '\x1b]8;;\x1b\\' : `\x1b]8;id=${data.id ?? `~${String(link)}`};${data.uri}\x1b\\`
}

export const PLAIN: Look = { fg: 0, bg: 0, extended: { _ext: 0, urlId: 0 } }

/** Two equal ones look the same and go on the same. */
export const isSame = (a: Look, b: Look): boolean =>
  a.fg === b.fg && a.bg === b.bg && linkOf(a) === linkOf(b) && a.extended._ext === b.extended._ext
