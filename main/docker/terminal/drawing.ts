import type { IBuffer, IBufferCell } from '@xterm/headless'
import { BG_FLAGS, isSame, linkOf, osc8, PLAIN, sgr } from './pen.ts'
import type { Look, XtermInside } from './xterm-inside.ts'

type Cell = IBufferCell & Look

/** As wide as two columns: fills the last two, or goes to the next line. */
const WIDE = '\u3000'
/** Without effect, but what stands on its two sides is not joined into one letter. */
const APART = '\0'

const csi = (count: number, letter: string): string => `\x1b[${String(count)}${letter}`
const isEmpty = (cell: Cell): boolean => cell.getChars() === '' && cell.getWidth() === 1
/** Erasing with a colour leaves such a cell; another one can only be written. */
const isErased = (cell: Cell): boolean => isEmpty(cell) && cell.fg === 0 && (cell.bg & BG_FLAGS) === 0
const needsApart = (char: string): boolean => char.charCodeAt(0) >= 0x300 || char.length > 1

/** Writes what makes a fresh terminal of the same size look like a buffer, every cell and every wrapped line. */
export class Drawing {
  text = ''
  readonly #links: XtermInside['_oscLinkService']
  readonly #cols: number
  readonly #rows: number
  #pen: Look = PLAIN

  constructor(links: XtermInside['_oscLinkService'], cols: number, rows: number) {
    this.#links = links
    this.#cols = cols
    this.#rows = rows
  }

  /** What is written from here on looks like this. */
  set(look: Look): void {
    if (isSame(look, this.#pen)) return
    const [before, after] = [linkOf(this.#pen), linkOf(look)]
    if (before !== 0 && before !== after) this.text += osc8(0, this.#links)
    this.text += sgr(look)
    if (after !== 0) this.text += osc8(after, this.#links)
    // Cells are read into one object, over and over.
    this.#pen = { fg: look.fg, bg: look.bg, extended: { _ext: look.extended._ext, urlId: look.extended.urlId } }
  }

  /** From the upper left corner on, beginning with the line `from`. The cursor stands anywhere afterwards. */
  lines(buffer: IBuffer, from = 0): void {
    const cell = buffer.getNullCell() as Cell
    for (let y = from; y < buffer.length; y++) {
      const wraps = buffer.getLine(y + 1)?.isWrapped === true
      const last = buffer.getLine(y)?.getCell(this.#cols - 1, cell) as Cell | undefined
      const leftOver =
        last !== undefined &&
        isEmpty(last) &&
        buffer
          .getLine(y + 1)
          ?.getCell(0)
          ?.getWidth() === 2
      const filled = this.#row(buffer, y, wraps && leftOver ? this.#cols - 1 : this.#cols, cell)
      if (wraps) this.#wrap(buffer, y, filled, leftOver, cell)
      else if (y + 1 < buffer.length) {
        this.set(PLAIN) // a line that scrolls in is filled with the colour of the pen
        this.text += '\r\n'
      }
    }
  }

  /** Writes the last letter of a row again: the cursor waits behind it, as it does before the next letter wraps. */
  wait(buffer: IBuffer, y: number, row: number): void {
    const line = buffer.getLine(y)
    const wide = line?.getCell(this.#cols - 1)?.getWidth() === 0
    const cell = line?.getCell(this.#cols - (wide ? 2 : 1)) as Cell | undefined
    this.goTo(this.#cols - (wide ? 2 : 1), row)
    if (cell === undefined) return
    this.set(cell)
    this.text += cell.getChars() || ' '
  }

  /** Moves the cursor; both counted from 0. */
  goTo(x: number, row: number): void {
    this.text += `\x1b[${String(row + 1)};${String(x + 1)}H`
  }

  /** True when the last column was written and the cursor waits behind it. */
  #row(buffer: IBuffer, y: number, end: number, cell: Cell): boolean {
    const line = buffer.getLine(y)
    /** Where the cursor stands, and the column behind the last letter. */
    let at = 0
    let apart = false
    for (let x = 0; x < end; x++) {
      if (line?.getCell(x, cell) === undefined) break
      const wide = cell.getWidth() === 2 && x + 2 <= end
      if (!wide && (isErased(cell) || cell.getWidth() !== 1)) {
        const erased = this.#erase(line, x, end, at, cell)
        x = erased.x - 1
        at = erased.at
        apart = false
        continue
      }
      const char = cell.getChars() || ' '
      if (at !== x) this.text += csi(x - at, 'C')
      this.set(cell)
      if (apart || needsApart(char)) this.text += APART
      this.text += char
      apart = needsApart(char)
      if (wide) x++
      at = x + 1
    }
    return at === this.#cols
  }

  /** A run of empty cells of one colour, from `x` on. */
  #erase(line: { getCell(x: number, cell: Cell): unknown }, x: number, end: number, at: number, cell: Cell): { x: number; at: number } {
    const bg = isErased(cell) ? cell.bg : 0
    let next = x + 1
    while (next < end && line.getCell(next, cell) !== undefined && isErased(cell) && cell.bg === bg) next++
    if (bg === 0) return { x: next, at }
    if (at !== x) this.text += csi(x - at, 'C')
    this.set({ ...PLAIN, bg })
    this.text += csi(next - x, 'X')
    return { x: next, at: x }
  }

  /** Into the next line as a letter that has no room does. @param leftOver the last cell is empty because a wide one had none. */
  #wrap(buffer: IBuffer, y: number, filled: boolean, leftOver: boolean, cell: Cell): void {
    buffer.getLine(y)?.getCell(this.#cols - 1, cell)
    if (leftOver) {
      this.text += csi(this.#cols, 'G')
      this.set(cell)
      this.text += WIDE
      this.set(PLAIN)
      this.text += `\r${csi(this.#cols, 'X')}`
      return
    }
    if (!filled) this.text += csi(this.#cols, 'G')
    this.set(PLAIN)
    this.text += filled ? ' \r\x1b[X' : '  \r\x1b[X'
    if (filled || this.#rows === 1) return
    this.text += `\x1b[A${csi(this.#cols, 'G')}`
    this.set({ ...PLAIN, bg: isErased(cell) ? cell.bg : 0 })
    this.text += '\x1b[X'
    this.set(PLAIN)
    this.text += '\x1b[B\r'
  }
}
