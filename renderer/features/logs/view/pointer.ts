import type { Place } from './selection.ts'
import type { Viewport } from './viewport.ts'

export type PointerTarget = {
  viewport: Viewport
  /** One press or one step of a drag: `clicks` 1, 2 (word), 3 (line). */
  press(place: Place, clicks: number, extend: boolean): void
  drag(place: Place): void
  /** The button came up: true when something was dragged. */
  release(): void
}

const EDGE_STEP = 24

/** The line and offset under a point, or the nearest one. */
export function placeAt(viewport: Viewport, x: number, y: number): Place | null {
  const { rows } = viewport.rows
  const box = viewport.scroller.getBoundingClientRect()
  const inside = Math.max(box.top, Math.min(y, box.bottom - 1))
  const row =
    rows.find(({ element }) => {
      const r = element.getBoundingClientRect()
      return inside >= r.top && inside < r.bottom
    }) ?? rows.at(-1)
  if (row?.index == null) return null
  const caret = document.caretPositionFromPoint(x, inside)
  const offset = caret === null ? null : row.offsetOf(caret.offsetNode, caret.offset)
  if (offset !== null) return { line: row.line, at: offset }
  const edge = row.ranges(0, Number.POSITIVE_INFINITY)[0]?.getBoundingClientRect()
  return { line: row.line, at: edge !== undefined && x > edge.left && inside >= edge.top ? row.raw.length : 0 }
}

/** Selecting with the mouse; while it is held outside, the view scrolls. */
export function listenToPointer(target: PointerTarget): () => void {
  const { viewport } = target
  const { scroller } = viewport
  let last: { x: number; y: number } | null = null
  let timer: ReturnType<typeof setInterval> | undefined
  const move = (event: PointerEvent) => {
    last = { x: event.clientX, y: event.clientY }
    const place = placeAt(viewport, last.x, last.y)
    if (place !== null) target.drag(place)
  }
  const creep = () => {
    if (last === null) return
    const { top, bottom } = scroller.getBoundingClientRect()
    const over = last.y < top ? last.y - top : last.y > bottom ? last.y - bottom : 0
    if (over === 0) return
    viewport.scrollBy(Math.sign(over) * (EDGE_STEP + Math.abs(over)))
    const place = placeAt(viewport, last.x, last.y)
    if (place !== null) target.drag(place)
  }
  const up = () => {
    last = null
    clearInterval(timer)
    removeEventListener('pointermove', move)
    removeEventListener('pointerup', up)
    removeEventListener('pointercancel', up)
    target.release()
  }
  const down = (event: PointerEvent) => {
    const inBar = event.clientX > scroller.getBoundingClientRect().left + scroller.clientWidth
    if (event.button !== 0 || inBar || (event.target as Element).closest('button') !== null) return
    const place = placeAt(viewport, event.clientX, event.clientY)
    if (place === null) return
    target.press(place, event.detail === 0 ? 1 : event.detail, event.shiftKey)
    addEventListener('pointermove', move)
    addEventListener('pointerup', up)
    addEventListener('pointercancel', up)
    timer = setInterval(creep, 50)
  }
  // `detail` counts clicks on mousedown only.
  const press = (event: MouseEvent) => down(event as PointerEvent)
  scroller.addEventListener('mousedown', press)
  return () => {
    scroller.removeEventListener('mousedown', press)
    up()
  }
}
