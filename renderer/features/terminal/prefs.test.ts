import { expect, test } from 'vitest'
import { defaults, readPrefs, setPrefs, usePrefs, zoom } from './prefs.ts'

test('whatever a storage holds, settings lie within their limits', () => {
  expect(readPrefs(null)).toEqual(defaults())
  expect(readPrefs({ fontSize: 'huge', theme: 'pink', bell: 3, copyOnSelect: 'yes', cursorStyle: null })).toEqual(defaults())
  expect(readPrefs({ fontSize: 900, lineHeight: 0, scrollback: 1e9 })).toMatchObject({ fontSize: 32, lineHeight: 1, scrollback: 50_000 })
  expect(readPrefs({ fontSize: Number.NaN, scrollback: 1234.6 })).toMatchObject({ fontSize: 13, scrollback: 1235 })
  expect(readPrefs({ fontFamily: 'Hack; } body { display: none' }).fontFamily).not.toMatch(/[;{}]/)
  // Half a pair of quotes would make the whole declaration void, and the letters tiny.
  expect(readPrefs({ fontFamily: '"Fira Code' }).fontFamily).toBe('Fira Code')
})

test('a storage of before ligatures were asked for leaves them off', () => {
  const { ligatures: _ligatures, ...older } = defaults()
  expect(readPrefs({ ...older, fontSize: 20 })).toMatchObject({ ligatures: false, fontSize: 20 })
  expect(readPrefs({ ligatures: true }).ligatures).toBe(true)
})

test('zoom goes by steps, stops at the limits and comes back', () => {
  zoom(1)
  expect(usePrefs.getState().fontSize).toBe(14)
  setPrefs({ fontSize: 8 })
  zoom(-1)
  expect(usePrefs.getState().fontSize).toBe(8)
  zoom(0)
  expect(usePrefs.getState().fontSize).toBe(13)
})

test('what a terminal must not do by itself is off until it is asked for', () => {
  expect(defaults()).toMatchObject({ copyOnSelect: false, ligatures: false, screenReader: false, rightClick: 'menu' })
})
