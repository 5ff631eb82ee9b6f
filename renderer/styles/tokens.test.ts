import { describe, expect, it } from 'vitest'
import css from './tokens.css?raw'

function palette(selector: string): Map<string, string> {
  const start = css.indexOf(selector)
  expect(start).toBeGreaterThan(-1)
  const block = css.slice(start, css.indexOf('}', start))
  return new Map([...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((m) => [m[1] ?? '', m[2] ?? '']))
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
  const [r = 0, g = 0, b = 0] = parts.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p) as [number, number]
  return (x + 0.05) / (y + 0.05)
}

const surfaces = ['bg', 'bg-1', 'bg-2', 'bg-3', 'accent-bg']
const pairs: (readonly [string, string])[] = [
  ...['text', 'text-2', 'text-3', 'ok', 'warn', 'bad', 'info'].flatMap((t) => surfaces.map((s) => [t, s] as const)),
  ['ok', 'ok-bg'],
  ['warn', 'warn-bg'],
  ['bad', 'bad-bg'],
  ['info', 'info-bg'],
  ['text', 'bad-bg'],
  ['text', 'warn-bg'],
  ['on-accent', 'accent-fill'],
  ['on-accent', 'accent-fill-hover'],
  ['on-accent', 'bad-fill'],
  ['term-text', 'term'],
  ['term-dim', 'term'],
]

describe.each([
  ['dark', ':root[data-theme="dark"]'],
  ['light', ':root[data-theme="light"]'],
])('tokens, %s', (_theme, selector) => {
  const colours = palette(selector)
  it.each(pairs)('%s on %s is readable (4.5:1)', (text, surface) => {
    expect(contrast(colours.get(text) ?? '', colours.get(surface) ?? '')).toBeGreaterThanOrEqual(4.5)
  })
  it.each(['bg', 'bg-1', 'bg-2'])('the focus ring shows on %s (3:1)', (surface) => {
    expect(contrast(colours.get('accent') ?? '', colours.get(surface) ?? '')).toBeGreaterThanOrEqual(3)
  })
})

it("the system's light palette is the chosen light palette", () => {
  const strip = (map: Map<string, string>) => [...map.entries()]
  expect(strip(palette(':root:not([data-theme])'))).toEqual(strip(palette(':root[data-theme="light"]')))
})
