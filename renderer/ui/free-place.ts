export interface Box {
  left: number
  top: number
  width: number
  height: number
}

interface Wanted {
  /** Where it stands when nothing is in the way. */
  home: Box
  /** The part of the window it may stand in. */
  room: Box
}

/** Between it and what it must not cover, in px. */
const GAP = 8
/** How finely a place is looked for between what may be pressed, in px. */
const STEP = 12

export const overlap = (a: Box, b: Box, gap = 0): boolean =>
  a.left < b.left + b.width + gap && b.left < a.left + a.width + gap && a.top < b.top + b.height + gap && b.top < a.top + a.height + gap

const isFree = (place: Box, taken: readonly Box[]): boolean => taken.every((box) => !overlap(place, box, GAP))

const fits = ({ width, height }: Box, room: Box): boolean => width <= room.width && height <= room.height

/** Home, or the corner of the room nearest to it that is free of all of `layers`; null where there is none. */
export function freeCorner({ home, room }: Wanted, layers: readonly Box[]): Box | null {
  if (isFree(home, layers)) return home
  if (!fits(home, room)) return null
  const right = room.left + room.width - home.width
  const bottom = room.top + room.height - home.height
  const places = [
    { left: right, top: bottom },
    { left: room.left, top: home.top },
    { left: room.left, top: bottom },
    { left: right, top: room.top },
    { left: room.left, top: room.top },
  ]
  for (const { left, top } of places) {
    const place = { ...home, left, top }
    if (isFree(place, layers)) return place
  }
  return null
}

/** The place nearest to home that covers none of `controls`; null where there is none. */
export function freeSpot({ home, room }: Wanted, controls: readonly Box[]): Box | null {
  if (!fits(home, room)) return null
  let best: Box | null = null
  let least = Number.POSITIVE_INFINITY
  for (let top = room.top + room.height - home.height; top >= room.top; top -= STEP)
    for (let left = room.left + room.width - home.width; left >= room.left; left -= STEP) {
      const away = Math.abs(top - home.top) + Math.abs(left - home.left)
      const place = { ...home, left, top }
      if (away < least && isFree(place, controls)) [best, least] = [place, away]
    }
  return best
}
