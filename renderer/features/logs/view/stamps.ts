import type { Language } from '../../../i18n/index.ts'

export const STAMP_MODES = ['off', 'local', 'utc', 'relative'] as const
export type StampMode = (typeof STAMP_MODES)[number]

const two = (n: number): string => String(n).padStart(2, '0')

/** `12:20:38.112`; with the day before it when that is not today, or with `dated`. */
export function stampShort(sec: number, nano: number, mode: StampMode, today: Date, dated = false): string {
  if (sec === 0) return ''
  const at = new Date(sec * 1000)
  const utc = mode === 'utc'
  const [h, m, s] = utc ? [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()] : [at.getHours(), at.getMinutes(), at.getSeconds()]
  const time = `${two(h)}:${two(m)}:${two(s)}.${String(Math.floor(nano / 1e6)).padStart(3, '0')}`
  const day = dayOf(at, utc)
  return day === dayOf(today, utc) && !dated ? time : `${day} ${time}`
}

/** `2026-11-20T12:20:38.112233445Z`, or with the offset of the user's zone. All nine digits: nothing is rounded. */
export function stampFull(sec: number, nano: number, mode: StampMode): string {
  if (sec === 0) return ''
  const at = new Date(sec * 1000)
  const utc = mode === 'utc' || mode === 'off'
  const [h, m, s] = utc ? [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()] : [at.getHours(), at.getMinutes(), at.getSeconds()]
  const offset = -at.getTimezoneOffset()
  const zone = utc ? 'Z' : `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`
  return `${dayOf(at, utc)}T${two(h)}:${two(m)}:${two(s)}.${String(nano).padStart(9, '0')}${zone}`
}

/** Whether two stamps lie on different days of the user's, or of UTC. */
export function otherDay(a: number, b: number, mode: StampMode): boolean {
  if (a === 0 || b === 0) return false
  return dayOf(new Date(a * 1000), mode === 'utc') !== dayOf(new Date(b * 1000), mode === 'utc')
}

const AGES: readonly (readonly [below: number, size: number, unit: Intl.RelativeTimeFormatUnit])[] = [
  [60, 1, 'second'],
  [3600, 60, 'minute'],
  [2 * 86_400, 3600, 'hour'],
  [60 * 86_400, 86_400, 'day'],
  [730 * 86_400, 30 * 86_400, 'month'],
  [Number.POSITIVE_INFINITY, 365 * 86_400, 'year'],
]
const formats = new Map<Language, Intl.RelativeTimeFormat>()
/** What the longest text of each language takes, so that the lines begin below each other. */
const AGO_WIDTH: Record<Language, number> = { en: 11, ru: 13 }
/** Seconds: a shorter age would read differently at every look. */
const JUST_NOW = 5

/** `2 min. ago`; a stamp of an engine whose clock is ahead is now. As wide for every age. */
export function stampAgo(sec: number, now: number, language: Language): string {
  if (sec === 0) return ''
  const age = Math.max(0, Math.floor(now / 1000) - sec)
  const [, size, unit] = AGES.find(([below]) => age < below) ?? [0, 1, 'second']
  const count = age < JUST_NOW ? 0 : Math.floor(age / size)
  const style = count === 0 ? { numeric: 'auto' as const } : { style: 'short' as const }
  const format =
    count === 0 ? new Intl.RelativeTimeFormat(language, style) : (formats.get(language) ?? new Intl.RelativeTimeFormat(language, style))
  if (count > 0) formats.set(language, format)
  return format.format(-count, unit).padEnd(AGO_WIDTH[language])
}

function dayOf(at: Date, utc: boolean): string {
  const [y, m, d] = utc ? [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()] : [at.getFullYear(), at.getMonth(), at.getDate()]
  return `${String(y)}-${two(m + 1)}-${two(d)}`
}
