import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coarse, formatAgo, formatDuration, untilNextChange } from './age.ts'
import { escapeControls } from './escape-controls.ts'

// Bidirectional controls, C0 and C1, zero width and the like, told apart from the implementation by Unicode property.
const hidden = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}\u200b-\u200d\ufeff]/u
const nasty = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\u202e', '\u2066', '\u200f', '\u001b', '\u0085', '\u2028', '\ud800', '\u200b', 'a'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
})

describe('escapeControls', () => {
  it('leaves nothing that is unseen or turns text round, but tabs and newlines', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(escapeControls(text).replace(/[\t\n]/g, '')).not.toMatch(hidden)
      }),
    )
  })

  it('leaves ordinary text of any script alone', () => {
    for (const text of ['web-1', 'Привет', 'שלום', '日本語', '👩🏽', 'tab\there', 'a\nb']) expect(escapeControls(text)).toBe(text)
  })

  it('shows what it hid, and caps what is too long without cutting a character in two', () => {
    expect(escapeControls('evil\u202egpj.exe')).toBe('evil⟨U+202E⟩gpj.exe')
    expect(escapeControls('x'.repeat(2_000_000), 10)).toBe(`${'x'.repeat(10)}…`)
    expect(escapeControls('a🚢b', 2)).toBe('a…')
  })
})

describe('ages', () => {
  const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
  it('are said in the largest unit that tells something, with real plurals', () => {
    expect(formatAgo(3 * hour, 'en')).toBe('3 hours ago')
    expect(formatAgo(2000, 'en')).toBe('now')
    expect(formatAgo(-5000, 'en')).toBe('now')
    expect([1, 2, 5, 21].map((n) => formatAgo(n * minute, 'ru'))).toEqual([
      '1 минуту назад',
      '2 минуты назад',
      '5 минут назад',
      '21 минуту назад',
    ])
    expect(formatDuration(5 * day, 'ru')).toBe('5 дней')
  })

  it('never need drawing more often than once a second, and always change in time', () => {
    fc.assert(
      fc.property(fc.nat({ max: 40 * day }), (age) => {
        const wait = untilNextChange(age)
        expect(wait).toBeGreaterThanOrEqual(1000)
        expect(wait).toBeLessThanOrEqual(hour)
        if (age >= minute && age < hour) expect(coarse(age + wait).count).toBe(coarse(age).count + 1 === 60 ? 1 : coarse(age).count + 1)
      }),
    )
  })
})
