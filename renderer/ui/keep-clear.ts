import { type Box, freeCorner, freeSpot } from './free-place.ts'
import { onStanding, standing } from './standing.ts'

/** Narrower where the usual width has no place: beside a dialog in a small window, in px. */
const WIDTHS = [null, 250]
const EDGE = 12

const CONTROLS =
  'button, a[href], input, select, textarea, summary, label, [role^=menuitem], [role=option], [role=row], [role=tab], [role=treeitem], [role=combobox]'

function boxOf(element: Element): Box {
  const { left, top, width, height } = element.getBoundingClientRect()
  return { left, top, width, height }
}

/** What one may press in the layers, as far as it is in sight there. */
const controlsOf = (layers: readonly HTMLElement[]): Box[] =>
  layers.flatMap((layer) => [...layer.querySelectorAll(CONTROLS)].map(boxOf).filter(({ width, height }) => width > 0 && height > 0))

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

/** Puts it where it covers no dialog and no menu, else where it covers nothing in them that may be pressed. */
function putClear(element: HTMLElement): Room {
  const layers = standing()
  const free = layers.length === 0 ? null : roomOf()
  for (const { find, room } of WAYS)
    for (const width of WIDTHS) {
      place(element, null)
      element.toggleAttribute('data-few', room === 'newest')
      element.style.width = width === null ? '' : `${String(width)}px`
      if (free === null) return room
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
    for (const { parentElement } of standing())
      if (parentElement) moves.observe(parentElement, { attributes: true, attributeFilter: ['style'] })
    soon()
  }
  heed()
  const deaf = onStanding(heed)
  addEventListener('resize', soon)
  return () => {
    deaf()
    sizes.disconnect()
    moves.disconnect()
    cancelAnimationFrame(frame)
    removeEventListener('resize', soon)
  }
}
