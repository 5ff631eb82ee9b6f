import { afterEach, expect, test, vi } from 'vitest'
import { setPrefs, THEMES } from './prefs.ts'
import { ownColours, searchColours, terminalTheme } from './theme.ts'

vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }))
afterEach(() => {
  delete document.documentElement.dataset['theme']
  setPrefs({ theme: 'dark' })
})

/** WCAG 2, relative luminance and contrast. */
const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (one: string, other: string): number => {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

test.each(THEMES)('with the colours %s what is found is legible, and programs are told the colours that are drawn', (theme) => {
  for (const app of ['dark', 'light']) {
    document.documentElement.dataset['theme'] = app
    setPrefs({ theme })
    const { foreground = '', background = '' } = terminalTheme()
    expect(ownColours()).toEqual({ foreground, background })
    const { matchBackground, activeMatchBackground } = searchColours()
    for (const mark of [matchBackground, activeMatchBackground]) expect(contrast(foreground, mark)).toBeGreaterThan(4.5)
    expect(contrast(background, matchBackground)).toBeGreaterThan(1.15)
  }
})

test('light colours are told as light', () => {
  setPrefs({ theme: 'light' })
  expect(luminance(ownColours().background)).toBeGreaterThan(0.9)
  expect(luminance(searchColours().matchBackground)).toBeGreaterThan(0.5)
  document.documentElement.dataset['theme'] = 'light'
  setPrefs({ theme: 'app' })
  expect(ownColours().background).toBe('#ffffff')
})
