import { expect, test } from 'vitest'
import type { Cast } from '../../../shared/asciicast.ts'
import { clockText, framesUntil, sameMoment, timelineOf } from './timeline.ts'

const cast = (...events: Cast['events']): Cast => ({
  cols: 80,
  rows: 24,
  idleLimit: null,
  events,
  duration: Math.max(0, ...events.map(({ at }) => at)),
  cut: null,
})
const session = cast(
  { at: 1, kind: 'o', data: 'a' },
  { at: 11, kind: 'i', data: 'key' },
  { at: 12, kind: 'r', data: '90x20' },
  { at: 12, kind: 'o', data: 'b' },
)

test('pauses are shortened, the first one too, and whoever types is not idle', () => {
  expect(timelineOf(session, null).duration).toBe(12)
  expect(timelineOf(session, 2)).toEqual({
    duration: 4,
    frames: [
      { at: 1, kind: 'o', data: 'a' },
      { at: 4, kind: 'r', data: '90x20' },
      { at: 4, kind: 'o', data: 'b' },
    ],
  })
  expect(timelineOf({ ...session, duration: 60 }, 2).duration).toBe(6)
})

test('what is drawn at a time is all up to it', () => {
  const timeline = timelineOf(session, null)
  expect([0, 0.99, 1, 11.99, 12, 99].map((time) => framesUntil(timeline, time))).toEqual([0, 0, 1, 1, 3, 3])
  expect(framesUntil(timelineOf(cast(), null), 5)).toBe(0)
})

test('a moment stays the same moment when pauses are shortened and lengthened again', () => {
  const [long, short] = [timelineOf(session, null), timelineOf(session, 2)]
  expect(sameMoment(long, short, 2.5)).toBe(2.5)
  expect(sameMoment(long, short, 9)).toBe(4) // in the part that is gone: its end
  expect(sameMoment(short, long, 3)).toBe(3)
  for (const time of [0, 0.5, 1, 4]) expect(sameMoment(long, short, sameMoment(short, long, time))).toBe(time)
})

test('times are read as clocks show them', () => {
  expect([0, 7.9, 60, 750, 3723].map(clockText)).toEqual(['0:00', '0:07', '1:00', '12:30', '1:02:03'])
})
