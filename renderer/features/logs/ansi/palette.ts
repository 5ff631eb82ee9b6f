import { type AnsiStyle, RGB } from './style.ts'

/** The log area is dark in both themes (design); contrast is reckoned against the lighter of its two grounds. */
const GROUND = 0x0f1216
const TEXT = 0xd6dbe2

/** The sixteen colours, chosen to be told apart and read on the ground. */
const SIXTEEN = [
  0x868f9c, 0xff8285, 0x3ecf8e, 0xe7b24a, 0x6fb1ff, 0xd39bff, 0x4fd0d8, 0xd6dbe2, 0x9aa4b1, 0xffa3a5, 0x7ce8b5, 0xffd479, 0x9ccbff,
  0xe4c1ff, 0x86e7ed, 0xffffff,
]
/** As a background they are themselves: darker, so that text stands out. */
const SIXTEEN_BACK = [
  0x20262e, 0x7a2327, 0x14573a, 0x6b4d10, 0x1d4a86, 0x55308a, 0x12565c, 0x9aa4b1, 0x4a5360, 0xb3383d, 0x1f8a5b, 0xa87a1c, 0x2f6fc4,
  0x8350cf, 0x1e8a92, 0xd6dbe2,
]
/** Levels of the 6×6×6 cube of the 256 colours (xterm `256colres.pl`). */
const CUBE = [0, 95, 135, 175, 215, 255]
/** WCAG 2.2, 1.4.3. */
const READABLE = 4.5

/** One of the names of several containers. */
export const SOURCE_COLORS = ['#7db8ff', '#e7b24a', '#3ecf8e', '#d39bff', '#4fd0d8', '#f2a272', '#f29bc8', '#b5c96a'] as const

function rgbOf(color: number, sixteen: readonly number[]): number {
  if (color >= RGB) return color & 0xffffff
  if (color < 16) return sixteen[color] ?? TEXT
  if (color >= 232) return (8 + (color - 232) * 10) * 0x010101
  const n = color - 16
  return ((CUBE[Math.floor(n / 36)] ?? 0) << 16) | ((CUBE[Math.floor(n / 6) % 6] ?? 0) << 8) | (CUBE[n % 6] ?? 0)
}

function luminance(rgb: number): number {
  const [r = 0, g = 0, b = 0] = [rgb >> 16, (rgb >> 8) & 255, rgb & 255].map((v) => {
    const c = v / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

export function contrast(a: number, b: number): number {
  const [x, y] = [luminance(a), luminance(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

const mix = (from: number, to: number, share: number): number =>
  [16, 8, 0].reduce((rgb, shift) => {
    const [a, b] = [(from >> shift) & 255, (to >> shift) & 255]
    return rgb | (Math.round(a + (b - a) * share) << shift)
  }, 0)

/** The colour, moved towards white or black until it can be read on the ground. */
function readable(color: number, ground: number): number {
  if (contrast(color, ground) >= READABLE) return color
  const target = contrast(0xffffff, ground) >= contrast(0, ground) ? 0xffffff : 0
  for (let share = 0.1; share < 1; share += 0.1) {
    const moved = mix(color, target, share)
    if (contrast(moved, ground) >= READABLE) return moved
  }
  return target
}

const css = (rgb: number): string => `#${rgb.toString(16).padStart(6, '0')}`

export type Look = { color: string; background: string }
const looks = new Map<string, Look>()

/** Colours of a style as CSS; '' = the view's own. Whatever the container asks for can be read. */
export function lookOf({ fg, bg, dim, inverse }: AnsiStyle): Look {
  const key = `${String(fg)} ${String(bg)} ${String(dim)} ${String(inverse)}`
  const known = looks.get(key)
  if (known !== undefined) return known
  if (looks.size > 4096) looks.clear()
  const plain = fg === null && bg === null && !inverse
  let front = fg === null ? TEXT : rgbOf(fg, SIXTEEN)
  let back = bg === null ? GROUND : rgbOf(bg, SIXTEEN_BACK)
  if (inverse) [front, back] = [back, front]
  if (dim) front = mix(front, back, 0.35)
  const look = { color: plain && !dim ? '' : css(readable(front, back)), background: bg === null && !inverse ? '' : css(back) }
  looks.set(key, look)
  return look
}
