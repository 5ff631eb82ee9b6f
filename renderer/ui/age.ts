const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

type Unit = 'second' | 'minute' | 'hour' | 'day' | 'month' | 'year'

const steps: readonly (readonly [below: number, size: number, unit: Unit])[] = [
  [MINUTE, SECOND, 'second'],
  [HOUR, MINUTE, 'minute'],
  [2 * DAY, HOUR, 'hour'],
  [60 * DAY, DAY, 'day'],
  [730 * DAY, 30 * DAY, 'month'],
  [Number.POSITIVE_INFINITY, 365 * DAY, 'year'],
]

/** The largest unit that says something, and how many of it, for an age in milliseconds. */
export function coarse(age: number): { count: number; unit: Unit } {
  const span = Math.max(0, age)
  const [, size, unit] = steps.find(([below]) => span < below) ?? [0, 365 * DAY, 'year' as const]
  return { count: Math.floor(span / size), unit }
}

const cache = new Map<string, Intl.RelativeTimeFormat | Intl.NumberFormat>()

/** "3 hours ago"; below ten seconds "now". */
export function formatAgo(age: number, locale: string): string {
  const { count, unit } = coarse(age)
  const key = `ago:${locale}`
  const format = (cache.get(key) as Intl.RelativeTimeFormat | undefined) ?? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  cache.set(key, format)
  return unit === 'second' && count < 10 ? format.format(0, 'second') : format.format(-count, unit === 'day' && count < 2 ? 'day' : unit)
}

/** "3 hours" */
export function formatDuration(age: number, locale: string): string {
  const { count, unit } = coarse(age)
  const key = `${unit}:${locale}`
  const format =
    (cache.get(key) as Intl.NumberFormat | undefined) ?? new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' })
  cache.set(key, format)
  return format.format(count)
}

/** Milliseconds until the text of an age changes; never below a second. */
export function untilNextChange(age: number): number {
  const size = age < MINUTE ? SECOND * 5 : age < HOUR ? MINUTE : HOUR
  return Math.max(SECOND, size - (Math.max(0, age) % size))
}
