import type { IBuffer, ILink, ILinkProvider, Terminal } from '@xterm/xterm'
import { filePlaces } from './file-places.ts'

/** Rows of one wrapped line looked at on either side of the pointer. */
const ROWS = 8

/** A cell, counted from 1 as links are. */
type Cell = { x: number; y: number }
type Line = { text: string /** The cell of each UTF-16 unit of the text. */; cells: Cell[] }

/** The wrapped line around a row (from 1), as one text. */
export function lineAround(buffer: Pick<IBuffer, 'getLine'>, row: number): Line {
  let [first, last] = [row - 1, row - 1]
  while (first > row - 1 - ROWS && buffer.getLine(first)?.isWrapped === true) first--
  while (last < row - 1 + ROWS && buffer.getLine(last + 1)?.isWrapped === true) last++
  const line: Line = { text: '', cells: [] }
  for (let y = first; y <= last; y++) {
    const here = buffer.getLine(y)
    for (let x = 0; here !== undefined && x < here.length; x++) {
      const cell = here.getCell(x)
      // The right half of a wide character.
      if (cell === undefined || cell.getWidth() === 0) continue
      const chars = cell.getChars() || ' '
      line.text += chars
      for (let unit = 0; unit < chars.length; unit++) line.cells.push({ x: x + 1, y: y + 1 })
    }
  }
  return line
}

export type FileLinkEvents = Required<Pick<ILink, 'activate' | 'hover' | 'leave'>>

/** Underlines places in files under the pointer. */
export const fileLinks = (terminal: Terminal, events: FileLinkEvents): ILinkProvider => ({
  provideLinks(row, give) {
    const { text, cells } = lineAround(terminal.buffer.active, row)
    const links = filePlaces(text).flatMap((place): ILink[] => {
      const [start, end] = [cells[place.start], cells[place.end - 1]]
      return start === undefined || end === undefined ? [] : [{ ...events, text: place.text, range: { start, end } }]
    })
    give(links.length === 0 ? undefined : links)
  },
})
