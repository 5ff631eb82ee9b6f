import { describe, expect, it } from 'vitest'
import { parseTime } from './parse-time.ts'

const now = new Date(2026, 10, 21, 7, 30, 0)
const sec = now.getTime() / 1000
const read = (text: string) => parseTime(text, now)
const day = (d: number, ...rest: number[]) => new Date(2026, 10, d, ...(rest as [])).getTime() / 1000

describe('a time as people write it', () => {
  it.each([
    ['5m', sec - 300],
    ['1h30m', sec - 5400],
    ['1.5h', sec - 5400],
    ['90s', sec - 90],
    ['2d', sec - 172_800],
    ['today', day(21)],
    ['Сегодня', day(21)],
    ['yesterday', day(20)],
    ['now', sec],
    ['07:15', day(21, 7, 15)],
    ['2026-11-20', day(20)],
    [' 2026-11-20 23:59:58 ', day(20, 23, 59, 58)],
    ['2026-11-20T23:59', day(20, 23, 59)],
    ['2026-11-21T07:00:00Z', Date.UTC(2026, 10, 21, 7) / 1000],
    ['2026-11-21T07:00:00+05:30', Date.UTC(2026, 10, 21, 1, 30) / 1000],
    ['1795240000', 1_795_240_000],
  ])('%s', (text, expected) => expect(read(text)).toEqual({ sec: expected, nano: 0 }))

  it('keeps nanoseconds', () => {
    expect(read('2026-11-21T07:00:00.123456789Z')).toEqual({ sec: Date.UTC(2026, 10, 21, 7) / 1000, nano: 123_456_789 })
    expect(read('1795240000.000000001')).toEqual({ sec: 1_795_240_000, nano: 1 })
    expect(read('250ms')).toEqual({ sec: sec - 1, nano: 750_000_000 })
  })

  it.each(['', '5', '5 minutes', '-5m', 'h', '2026-02-30', '2026-13-01', '25:00', '07:60', '2026-11-21T25:00:00Z', '1969-01-01', 'soon'])(
    'refuses “%s”',
    (text) => expect(read(text)).toBeNull(),
  )
})
