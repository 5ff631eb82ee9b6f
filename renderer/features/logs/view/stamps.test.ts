import { describe, expect, it } from 'vitest'
import { otherDay, stampAgo, stampFull, stampShort } from './stamps.ts'

const sec = Date.UTC(2026, 10, 20, 23, 59, 59) / 1000

describe('stamps', () => {
  it('show the day where it is not today’s, or where another one begins', () => {
    const today = new Date(Date.UTC(2026, 10, 21, 12))
    expect(stampShort(sec, 112_233_445, 'utc', today)).toBe('2026-11-20 23:59:59.112')
    expect(stampShort(sec + 1, 0, 'utc', today)).toBe('00:00:00.000')
    expect(stampShort(sec + 1, 0, 'utc', today, true)).toBe('2026-11-21 00:00:00.000')
    expect(otherDay(sec, sec + 1, 'utc')).toBe(true)
    expect(otherDay(sec - 1, sec, 'utc')).toBe(false)
    expect(otherDay(0, sec, 'utc')).toBe(false)
  })

  it('keep all nine digits in full, relative ones in local time', () => {
    expect(stampFull(sec, 5, 'utc')).toBe('2026-11-20T23:59:59.000000005Z')
    expect(stampFull(sec, 5, 'relative')).toBe(stampFull(sec, 5, 'local'))
  })

  it('tell an age in both languages, as wide for each; an engine whose clock is ahead says now', () => {
    const ago = (seconds: number, language: 'en' | 'ru' = 'en') => stampAgo(sec, (sec + seconds) * 1000, language)
    expect([-30, 4, 30, 150, 3 * 3600, 3 * 86_400, 70 * 86_400].map((s) => ago(s).trimEnd())).toEqual([
      'now',
      'now',
      '30 sec. ago',
      '2 min. ago',
      '3 hr. ago',
      '3 days ago',
      '2 mo. ago',
    ])
    expect(ago(150, 'ru').trimEnd()).toBe('2 мин. назад')
    expect(new Set([0, 12, 59 * 60, 47 * 3600, 59 * 86_400].map((s) => ago(s).length))).toEqual(new Set([11]))
    expect(stampAgo(0, 0, 'en')).toBe('')
  })
})
