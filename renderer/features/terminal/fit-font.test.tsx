import { expect, test } from 'vitest'
import { fitFont } from './fit-font.ts'
import type { Screen } from './screen.ts'

/** A terminal of 80 by 24 whose cells are as large as a browser makes them of its letters, in whole pixels. */
function drawn(): { screen: Screen; height: () => number; size: () => number } {
  const options = { fontSize: 13, lineHeight: 1.2 }
  const element = document.createElement('div')
  const grid = document.createElement('div')
  grid.className = 'xterm-screen'
  const height = () => 24 * Math.floor(Math.ceil(options.fontSize * 1.17) * options.lineHeight)
  Object.defineProperty(grid, 'offsetWidth', { get: () => Math.floor(80 * options.fontSize * 0.6) })
  Object.defineProperty(grid, 'offsetHeight', { get: height })
  element.append(grid)
  return { screen: { terminal: { options }, element } as unknown as Screen, height, size: () => options.fontSize }
}

function stage(width: number, height: number): HTMLElement {
  const place = document.createElement('div')
  place.style.padding = '8px'
  Object.defineProperty(place, 'offsetWidth', { value: width })
  Object.defineProperty(place, 'offsetHeight', { value: height })
  document.body.append(place)
  return place
}

test('a recording of 80 by 24 fits into the low dock of a small window', () => {
  const { screen, height } = drawn()
  fitFont(screen, stage(980, 183), true)
  expect(height()).toBeLessThanOrEqual(183 - 16)
})

test('letters are as large as fit, never larger than the user has them, and theirs where it is not to fit', () => {
  const { screen, size } = drawn()
  fitFont(screen, stage(980, 600), true)
  const own = size()
  expect(own).toBeGreaterThanOrEqual(12)
  fitFont(screen, stage(980, 183), false)
  expect(size()).toBe(own)
})
