import { type Box, freeCorner, freeSpot, overlap } from './free-place.ts'
import { onStanding, standing } from './standing.ts'

/** Narrower where the usual width has no place: beside a dialog in a small window, in px. */
const WIDTHS = [null, 250]
const EDGE = 12
/** What takes more than this part of the window cannot be kept clear of. */
const LARGE = 4

const CONTROLS =
  'button, a[href], input, select, textarea, summary, label, [role^=menuitem], [role=option], [role=row], [role=tab], [role=treeitem], [role=combobox]'

function boxOf(element: Element): Box {
  const { left, top, width, height } = element.getBoundingClientRect()
  return { left, top, width, height }
}

/** What one may press in the layers, as far as it is in sight there. */
const controlsOf = (layers: readonly HTMLElement[]): Box[] =>
  layers.flatMap((layer) => [...layer.querySelectorAll(CONTROLS)].map(boxOf).filter(({ width, height }) => width > 0 && height > 0))

/** Rows of buttons of the page itself: used again and again, and none of them is worth being covered by a notice. */
const BARS = '[role=toolbar], [data-toolbar]'

const barsOf = (): Box[] => [...document.querySelectorAll(BARS)].map(boxOf).filter(({ width, height }) => width > 0 && height > 0)

/** Between the title bar and the status bar. */
function roomOf(): Box {
  const style = getComputedStyle(document.documentElement)
  const px = (name: string) => Number.parseFloat(style.getPropertyValue(name)) || 0
  const top = px('--title-bar') + EDGE
  return { left: EDGE, top, width: innerWidth - 2 * EDGE, height: innerHeight - top - px('--status-bar') - EDGE }
}

function place(element: HTMLElement, at: Box | null): void {
  const { style } = element
  if (at === null) for (const name of ['left', 'top', 'right', 'bottom']) style.removeProperty(name)
  else Object.assign(style, { left: `${String(at.left)}px`, top: `${String(at.top)}px`, right: 'auto', bottom: 'auto' })
}

/** What there is a place for: all of them, the newest alone, or none. */
export type Room = 'all' | 'newest' | 'none'

const WAYS = [
  { find: freeCorner, room: 'all' },
  { find: freeCorner, room: 'newest' },
  { find: freeSpot, room: 'newest' },
] as const

/** Where the keyboard is: a small thing that one is about to use, and no whole list. Null for none. */
function focusOf(): Box | null {
  const { activeElement } = document
  if (activeElement === null || activeElement === document.body) return null
  const box = boxOf(activeElement)
  const area = box.width * box.height
  return area === 0 || area > (innerWidth * innerHeight) / LARGE ? null : box
}

/** Over the page itself: where it covers no row of buttons and not what has the focus, as near to its own place as that goes. */
function putBeside(element: HTMLElement): Room {
  // It must not run away from the pointer that presses something in it.
  if (element.contains(document.activeElement)) return element.hasAttribute('data-few') ? 'newest' : 'all'
  const focus = focusOf()
  const kept = focus === null ? barsOf() : [...barsOf(), focus]
  element.style.width = ''
  for (const room of ['all', 'newest'] as const) {
    place(element, null)
    element.toggleAttribute('data-few', room === 'newest')
    const home = boxOf(element)
    if (home.height === 0 || kept.every((one) => !overlap(home, one))) return room
    const free = roomOf()
    // As far from the right edge as at home.
    const at = freeSpot({ home, room: { ...free, width: home.left + home.width - free.left } }, kept)
    if (at !== null) {
      place(element, at)
      return room
    }
  }
  element.removeAttribute('data-few')
  return 'all'
}

/** Puts it where it covers no dialog and no menu, else where it covers nothing in them that may be pressed. */
function putClear(element: HTMLElement): Room {
  const layers = standing()
  if (layers.length === 0) {
    return putBeside(element)
  }
  const free = roomOf()
  for (const { find, room } of WAYS)
    for (const width of WIDTHS) {
      place(element, null)
      element.toggleAttribute('data-few', room === 'newest')
      element.style.width = width === null ? '' : `${String(width)}px`
      const home = boxOf(element)
      const at = home.height === 0 ? home : find({ home, room: free }, find === freeCorner ? layers.map(boxOf) : controlsOf(layers))
      if (at === null) continue
      if (at !== home) place(element, at)
      return room
    }
  return 'none'
}

/**
 * Keeps `element`, which floats above everything, clear of what one is about to press. `onRoom` hears what of it there is a place
 * for. Answers what ends it.
 */
export function keepClear(element: HTMLElement, onRoom: (room: Room) => void): () => void {
  let frame = 0
  const look = () => {
    frame = 0
    onRoom(putClear(element))
  }
  const soon = () => {
    if (frame === 0) frame = requestAnimationFrame(look)
  }
  const sizes = new ResizeObserver(soon)
  // A menu is put beside its button after it is drawn, and moves with it.
  const moves = new MutationObserver(soon)
  const heed = () => {
    sizes.disconnect()
    moves.disconnect()
    for (const layer of [element, ...standing()]) sizes.observe(layer)
    // The height of the dock is told there.
    moves.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] })
    for (const { parentElement } of standing())
      if (parentElement) moves.observe(parentElement, { attributes: true, attributeFilter: ['style'] })
    soon()
  }
  heed()
  const deaf = onStanding(heed)
  addEventListener('resize', soon)
  addEventListener('focusin', soon)
  return () => {
    deaf()
    sizes.disconnect()
    moves.disconnect()
    cancelAnimationFrame(frame)
    removeEventListener('resize', soon)
    removeEventListener('focusin', soon)
  }
}
