import type { Terminal } from '@xterm/xterm'
import { usePrefs } from './prefs.ts'
import type { Screen } from './screen.ts'
import { liveOptions } from './theme.ts'

/** So that 80 by 24 fit into the low dock of a small window: whoever asked for the whole picture gets it. Below that it scrolls. */
const LEAST = 5
const STEP = 0.5
/** Beside the grid: the scrollbar of the terminal. */
const SCROLLBAR = 14

type Letters = { fontSize: number; lineHeight: number }

function give({ options }: Terminal, { fontSize, lineHeight }: Letters): void {
  if (options.fontSize !== fontSize) options.fontSize = fontSize
  if (options.lineHeight !== lineHeight) options.lineHeight = lineHeight
}

/**
 * Gives a terminal whose size is not ours to choose letters small enough for its place; never larger ones than the user's own.
 * @param place what scrolls when it is too large all the same; its padding is left free
 */
export function fitFont({ terminal, element }: Screen, place: HTMLElement, fitted: boolean): void {
  const grid = element.querySelector<HTMLElement>('.xterm-screen')
  const { fontSize, lineHeight } = { fontSize: 13, lineHeight: 1, ...liveOptions(usePrefs.getState()) }
  if (grid === null || place.offsetWidth === 0 || grid.offsetWidth === 0) return
  const { paddingLeft, paddingRight, paddingTop, paddingBottom } = getComputedStyle(place)
  const width = place.offsetWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight) - SCROLLBAR
  const height = place.offsetHeight - Number.parseFloat(paddingTop) - Number.parseFloat(paddingBottom)
  const fits = (letters: Letters) => {
    give(terminal, letters)
    return grid.offsetWidth <= width && grid.offsetHeight <= height
  }
  if (!fits({ fontSize, lineHeight }) && fitted) {
    // Lines close together are still read; and cells are whole pixels, so that the guess may be too large by a little.
    if (!fits({ fontSize, lineHeight: 1 })) {
      const ratio = Math.min(1, width / grid.offsetWidth, height / grid.offsetHeight)
      let size = Math.max(LEAST, (Math.ceil((fontSize * ratio) / STEP) + 1) * STEP)
      while (!fits({ fontSize: Math.min(fontSize, size), lineHeight: 1 }) && size > LEAST) size -= STEP
    }
  }
  element.style.width = `${String(grid.offsetWidth + SCROLLBAR)}px`
  element.style.height = `${String(grid.offsetHeight)}px`
}

/** Scrolls so that the line that is written to is seen. */
export function followCursor({ terminal, element }: Screen, place: HTMLElement): void {
  const grid = element.querySelector<HTMLElement>('.xterm-screen')
  if (grid === null || place.scrollHeight <= place.clientHeight) return
  const row = grid.offsetHeight / terminal.rows
  const top = grid.getBoundingClientRect().top - place.getBoundingClientRect().top + place.scrollTop + terminal.buffer.active.cursorY * row
  if (top < place.scrollTop) place.scrollTop = Math.max(0, top - row)
  else if (top + row > place.scrollTop + place.clientHeight) place.scrollTop = top + 2 * row - place.clientHeight
}
