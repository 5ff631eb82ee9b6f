import { LogTime } from '../../../../shared/contract/logs.ts'
import type { Translate } from '../../../i18n/index.ts'
import { followed, type HostOf, LogSession } from '../session.ts'
import type { KeptLines } from '../store/kept.ts'
import type { LogLimits } from '../store/store.ts'
import type { LogTarget } from '../target.ts'
import { type StampMode, stampFull } from '../view/stamps.ts'
import type { Moment } from './parse-time.ts'

/** What part of its logs a view shows. Times are those of the moment they were chosen, so that a reload shows the same. */
export type LogRange = { kind: 'lines'; tail: number } | { kind: 'time'; since: string | null; until: string | null }

export const MOST_LINES = 10_000_000

/** A session that shows just that, also of those that are gone. */
export function inRange(
  targets: readonly LogTarget[],
  limits: LogLimits,
  range: LogRange,
  kept: KeptLines<LogTarget>,
  hostOf: HostOf,
): LogSession {
  if (range.kind === 'lines')
    return new LogSession(targets, limits, range.tail, followed(hostOf), { kept, hostOf, part: (newest) => ({ newest }) })
  const { since, until } = range
  const has = (sec: number, nano: number): boolean => {
    const at = timeOf({ sec, nano }).padStart(20, '0')
    return (since === null || at >= since.padStart(20, '0')) && (until === null || at <= until.padStart(20, '0'))
  }
  return new LogSession(targets, limits, MOST_LINES, followed(hostOf, spanOf(range)), { ranged: true, kept, hostOf, part: () => ({ has }) })
}

/** As the engine and a record are asked for it: nothing for what is no range of time. */
export function spanOf(range: LogRange | null): { since?: string; until?: string } {
  if (range?.kind !== 'time') return {}
  const { since, until } = range
  return { ...(since === null ? {} : { since }), ...(until === null ? {} : { until }) }
}

/** Whether a range ends where something else begins: whoever chose it wants to see what lies there. */
export const liesBefore = (range: LogRange | null, at: Moment | null): boolean =>
  range?.kind === 'time' && range.until !== null && at !== null && range.until.padStart(20, '0') <= timeOf(at).padStart(20, '0')

/** What a tab restored from storage holds. */
export function isRange(value: unknown): value is LogRange {
  if (typeof value !== 'object' || value === null) return false
  const { kind, tail, since, until } = value as Record<string, unknown>
  if (kind === 'lines') return typeof tail === 'number' && Number.isInteger(tail) && tail >= 1 && tail <= MOST_LINES
  const time = (one: unknown) => one === null || LogTime.safeParse(one).success
  return kind === 'time' && time(since) && time(until) && !(since === null && until === null)
}

export const timeOf = ({ sec, nano }: Moment): string => `${String(sec)}.${String(nano).padStart(9, '0')}`

/** `2026-11-21 07:15:00`, with what of the second was given; in UTC where stamps are. */
export function timeText(time: string, mode: StampMode): string {
  const [sec, nano] = time.split('.').map(Number)
  const [day = '', clock = ''] = stampFull(sec ?? 0, nano ?? 0, mode === 'utc' ? 'utc' : 'local').split('T')
  return `${day} ${clock.slice(0, 18).replace(/\.?0+$/, '')}${mode === 'utc' ? ' UTC' : ''}`
}

/** What the chip says. */
export function rangeText(t: Translate, range: LogRange, mode: StampMode): string {
  if (range.kind === 'lines') return t('logs.range.chip.lines', { count: range.tail })
  const since = range.since === null ? null : timeText(range.since, mode)
  const until = range.until === null ? null : timeText(range.until, mode)
  if (since !== null && until !== null) return t('logs.range.chip.between', { since, until })
  return since === null ? t('logs.range.chip.until', { until: until ?? '' }) : t('logs.range.chip.since', { since })
}
