/** Nanoseconds do not fit a double: seconds and nanoseconds since the epoch. */
export type Moment = { sec: number; nano: number }

const UNITS: Record<string, number> = { d: 86_400e9, h: 3600e9, m: 60e9, s: 1e9, ms: 1e6, us: 1e3, µs: 1e3, ns: 1 }
const SPAN = /^(?:\d+(?:\.\d+)?(?:d|h|ms|m|s|us|µs|ns))+$/
const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?)?$/i
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?$/
const EPOCH = /^(\d{9,10})(?:\.(\d{1,9}))?$/
/** In the app's languages. */
const TODAY = ['today', 'сегодня']
const YESTERDAY = ['yesterday', 'вчера']
const NOW = ['now', 'сейчас']

/**
 * A time as people write it: a span before now as Go writes it (`1h30m`; also `2d`), `today`, `yesterday`, `now`, a clock time
 * of today, a date, a date with a time (local, or RFC 3339 with a zone), seconds since the epoch. Null for anything else.
 */
export function parseTime(text: string, now: Date): Moment | null {
  const said = text.trim().toLowerCase()
  if (SPAN.test(said)) return before(now, said)
  const day = dayWord(said, now)
  if (day !== null) return day
  const epoch = EPOCH.exec(said)
  if (epoch !== null) return valid({ sec: Number(epoch[1]), nano: digits(epoch[2]) })
  const clock = CLOCK.exec(said)
  if (clock !== null) {
    const [, h = '', m = '', s = '0', nano] = clock
    return local([now.getFullYear(), now.getMonth() + 1, now.getDate(), Number(h), Number(m), Number(s)], nano)
  }
  const date = DATE.exec(said)
  if (date === null) return null
  const [, year, month, dayOfMonth, h = '0', m = '0', s = '0', nano, zone] = date
  const parts = [year, month, dayOfMonth, h, m, s].map(Number)
  return zone === undefined ? local(parts, nano) : zoned(parts, nano, zone)
}

function dayWord(said: string, now: Date): Moment | null {
  if (NOW.includes(said)) return at(now.getTime())
  const back = TODAY.includes(said) ? 0 : YESTERDAY.includes(said) ? 1 : null
  return back === null ? null : at(new Date(now.getFullYear(), now.getMonth(), now.getDate() - back).getTime())
}

function before(now: Date, span: string): Moment | null {
  let ns = 0
  for (const [, count, unit = ''] of span.matchAll(/(\d+(?:\.\d+)?)(d|h|ms|m|s|us|µs|ns)/g)) ns += Number(count) * (UNITS[unit] ?? 0)
  return at(now.getTime() - Math.round(ns / 1e6))
}

/** Null where there is no such time: 30 February, 25:00. */
function local(parts: readonly number[], nano: string | undefined): Moment | null {
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = parts
  const date = new Date(y, mo - 1, d, h, mi, s)
  // Across a change of the clocks an hour may not exist: the day and the minute still have to be the ones that were written.
  const same = date.getMonth() === mo - 1 && date.getDate() === d && date.getMinutes() === mi && date.getSeconds() === s
  return same && h < 24 ? at(date.getTime(), nano) : null
}

function zoned(parts: readonly number[], nano: string | undefined, zone: string): Moment | null {
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = parts
  const ms = Date.UTC(y, mo - 1, d, h, mi, s)
  const date = new Date(ms)
  if (date.getUTCMonth() !== mo - 1 || date.getUTCDate() !== d || date.getUTCMinutes() !== mi || s > 59 || h > 23) return null
  if (zone === 'z') return at(ms, nano)
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))]
  if (hours > 23 || minutes > 59) return null
  return at(ms - (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000, nano)
}

const digits = (nano: string | undefined): number => Number((nano ?? '').padEnd(9, '0'))
const at = (ms: number, nano?: string): Moment | null =>
  valid({ sec: Math.floor(ms / 1000), nano: nano === undefined ? (((ms % 1000) + 1000) % 1000) * 1e6 : digits(nano) })
/** The engine's stamps hold seconds of 32 bits. */
const valid = (moment: Moment): Moment | null => (moment.sec >= 0 && moment.sec < 2 ** 32 ? moment : null)
