import { Drawing } from './drawing.ts'
import { PLAIN } from './pen.ts'
import { type HeadlessTerminal, type Inside, insideOf, type XtermInside } from './xterm-inside.ts'

/** Letters that name the sets of characters xterm knows, by the set itself. */
export type CharsetNames = ReadonlyMap<object, string>

const CURSOR_STYLES = { block: 1, underline: 3, bar: 5 } as const
const SHIFTS = ['\x0f', '\x0e', '\x1bn', '\x1bo']
const DESIGNATE = ['(', ')', '*', '+']
const MOUSE = { none: '', x10: '\x1b[?9h', vt200: '\x1b[?1000h', drag: '\x1b[?1002h', any: '\x1b[?1003h' } as const

/**
 * What a fresh terminal of the same size has to be told to be this one: both screens cell by cell with all attributes and links,
 * cursor and pen, what DECSC saved in each, margins, tab stops, sets of characters and modes. What goes on in the one goes on in the
 * other. Not held by it: what `Scan` notes instead (`extraModes`).
 * @param scrollback whether what has left the screen belongs to it.
 */
export function picture(terminal: HeadlessTerminal, names: CharsetNames, scrollback = true): string {
  const inside = insideOf(terminal)
  const { normal, alt } = inside.buffers
  const drawing = new Drawing(inside._oscLinkService, terminal.cols, terminal.rows)
  const rest = (buffer: Inside) => keep(drawing, buffer, terminal, names)
  drawing.lines(terminal.buffer.normal, scrollback ? 0 : terminal.buffer.normal.baseY)
  drawing.set(PLAIN)
  if (terminal.buffer.active.type === 'alternate') {
    rest(normal)
    // Without saving the cursor: 1049 would save this one, and its pen, for the shell.
    drawing.text += '\x1b[?47h\x1b[H'
    drawing.lines(terminal.buffer.alternate)
    rest(alt)
  } else {
    if (hasSaved(alt)) {
      drawing.text += '\x1b[?47h'
      rest(alt)
      drawing.text += '\x1b[?47l'
    }
    rest(normal)
  }
  cursor(drawing, terminal, inside)
  drawing.text += charsets(inside._charsetService, names) + modes(terminal, inside)
  drawing.set(inside._inputHandler._curAttrData)
  return drawing.text
}

const hasSaved = ({ savedX, savedY, savedCurAttrData: { fg, bg }, savedCharset }: Inside): boolean =>
  savedX !== 0 || savedY !== 0 || fg !== 0 || bg !== 0 || savedCharset !== undefined

/** Tab stops, what was saved of the cursor, and the margins of the screen that is shown. */
function keep(drawing: Drawing, buffer: Inside, { cols, rows }: HeadlessTerminal, names: CharsetNames): void {
  const stops = [...Array(cols).keys()].filter((x) => buffer.tabs[x] === true)
  if (stops.some((x) => x % 8 !== 0) || stops.length !== Math.ceil(cols / 8))
    drawing.text += `\x1b[3g${stops.map((x) => `\x1b[${String(x + 1)}G\x1bH`).join('')}`
  const name = buffer.savedCharset === undefined ? undefined : names.get(buffer.savedCharset)
  if (name !== undefined) drawing.text += `\x1b(${name}`
  const row = Math.max(0, Math.min(buffer.savedY - buffer.ybase, rows - 1))
  drawing.goTo(Math.min(buffer.savedX, cols - 1), row)
  drawing.set({ ...PLAIN, fg: buffer.savedCurAttrData.fg, bg: buffer.savedCurAttrData.bg })
  drawing.text += '\x1b7'
  drawing.set(PLAIN)
  if (name !== undefined) drawing.text += '\x1b(B'
  if (buffer.scrollTop !== 0 || buffer.scrollBottom !== rows - 1)
    drawing.text += `\x1b[${String(buffer.scrollTop + 1)};${String(buffer.scrollBottom + 1)}r`
}

/** With DECOM the rows count from the upper margin. */
function cursor(drawing: Drawing, terminal: HeadlessTerminal, { buffers: { active } }: XtermInside): void {
  const { originMode } = terminal.modes
  if (originMode) drawing.text += '\x1b[?6h'
  const row = active.y - (originMode ? active.scrollTop : 0)
  if (active.x < terminal.cols) drawing.goTo(active.x, row)
  else drawing.wait(terminal.buffer.active, active.ybase + active.y, row)
}

function charsets({ glevel, _charsets }: XtermInside['_charsetService'], names: CharsetNames): string {
  const designated = _charsets.map((set, g) => {
    const name = set === undefined ? undefined : names.get(set)
    return name === undefined ? '' : `\x1b${DESIGNATE[g] ?? '('}${name}`
  })
  return designated.join('') + (glevel === 0 ? '' : (SHIFTS[glevel] ?? ''))
}

function modes({ modes: set, options }: HeadlessTerminal, { coreService: { decPrivateModes } }: XtermInside): string {
  const { cursorStyle, cursorBlink } = decPrivateModes
  const style = cursorStyle === undefined ? '' : `\x1b[${String(CURSOR_STYLES[cursorStyle] + (cursorBlink === true ? 0 : 1))} q`
  return [
    set.applicationCursorKeysMode ? '\x1b[?1h' : '',
    set.applicationKeypadMode ? '\x1b[?66h' : '',
    set.bracketedPasteMode ? '\x1b[?2004h' : '',
    set.insertMode ? '\x1b[4h' : '',
    set.reverseWraparoundMode ? '\x1b[?45h' : '',
    set.sendFocusMode ? '\x1b[?1004h' : '',
    set.wraparoundMode ? '' : '\x1b[?7l',
    options.convertEol === true ? '\x1b[20h' : '',
    MOUSE[set.mouseTrackingMode],
    style,
  ].join('')
}
