import { usePrefs } from './prefs.ts'
import type { Screen } from './screen.ts'
import { liveOptions } from './theme.ts'

/** Smaller letters nobody reads: then it scrolls. */
const LEAST = 6
const STEP = 0.5
/** Beside the grid: the scrollbar of the terminal. */
const SCROLLBAR = 14

/**
 * Gives a terminal whose size is not ours to choose letters small enough for its place; never larger ones than the user's own.
 * @param place what scrolls when it is too large all the same; its padding is left free
 */
export function fitFont({ terminal, element }: Screen, place: HTMLElement, fitted: boolean): void {
  const grid = element.querySelector<HTMLElement>('.xterm-screen')
  const own = liveOptions(usePrefs.getState()).fontSize
  if (grid === null || own === undefined || place.clientWidth === 0 || grid.offsetWidth === 0) return
  const { paddingLeft, paddingRight, paddingTop, paddingBottom } = getComputedStyle(place)
  const width = place.offsetWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight) - SCROLLBAR
  const height = place.offsetHeight - Number.parseFloat(paddingTop) - Number.parseFloat(paddingBottom)
  const set = (size: number) => {
    if (terminal.options.fontSize !== size) terminal.options.fontSize = size
  }
  const tooLarge = () => grid.offsetWidth > width || grid.offsetHeight > height
  if (!fitted) set(own)
  else {
    const ratio = Math.min(width / grid.offsetWidth, height / grid.offsetHeight)
    const guess = (Math.ceil(((terminal.options.fontSize ?? own) * ratio) / STEP) + 1) * STEP
    let size = Math.max(LEAST, Math.min(own, guess))
    set(size)
    // Cells are whole pixels: the guess may be too large by a little.
    while (size > LEAST && tooLarge()) {
      size = Math.max(LEAST, below(size))
      set(size)
    }
  }
  element.style.width = `${String(grid.offsetWidth + SCROLLBAR)}px`
  element.style.height = `${String(grid.offsetHeight)}px`
}

/** The next smaller step. */
const below = (size: number): number => (Math.ceil(size / STEP) - 1) * STEP
