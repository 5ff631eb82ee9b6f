import { describe, expect, it } from 'vitest'
import { type Box, freeCorner, freeSpot, overlap } from './free-place.ts'

const box = (left: number, top: number, width: number, height: number): Box => ({ left, top, width, height })
const home = box(1044, 560, 380, 60)
const room = box(12, 52, 1416, 812)

/** A dialog stands in the middle of the window. */
const dialog = (width: number, height: number): Box => box((1440 - width) / 2, (900 - height) / 2, width, height)

describe('a free place', () => {
  it('is home where nothing is in the way', () => {
    expect(freeCorner({ home, room }, [])).toBe(home)
    expect(freeCorner({ home, room }, [box(20, 60, 200, 300)])).toBe(home)
  })

  it('is the corner nearest to home that covers neither dialog nor menu', () => {
    for (const layers of [[dialog(940, 600)], [box(1200, 500, 200, 300)], [dialog(640, 880)], [dialog(940, 600), dialog(460, 200)]]) {
      const place = freeCorner({ home, room }, layers)
      expect(place, JSON.stringify(layers)).not.toBeNull()
      if (place !== null) for (const layer of layers) expect(overlap(place, layer)).toBe(false)
    }
  })

  it('is no corner where a dialog takes it all, but a spot between its controls', () => {
    const small = { home: box(608, 400, 380, 60), room: box(12, 52, 976, 552) }
    const wide = box(30, 16, 940, 608)
    expect(freeCorner(small, [wide])).toBeNull()
    const controls = [box(40, 90, 920, 30), box(900, 20, 60, 30), box(700, 560, 250, 30)]
    const spot = freeSpot(small, controls)
    expect(spot).not.toBeNull()
    if (spot !== null) for (const control of controls) expect(overlap(spot, control)).toBe(false)
  })

  it('is nowhere where everything can be pressed, or nothing so large fits', () => {
    expect(freeSpot({ home, room }, [room])).toBeNull()
    expect(freeCorner({ home: box(0, 0, 2000, 60), room }, [room])).toBeNull()
  })
})
