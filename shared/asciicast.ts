/**
 * Recordings of terminals: a header and then one event, each a line of JSON. v2 is written, v2 and v3 are read.
 * https://docs.asciinema.org/manual/asciicast/v2/ and v3/
 */
export type CastEvent = { /** Seconds since the beginning. */ at: number; kind: 'o' | 'i' | 'r'; data: string }
export type Cast = {
  cols: number
  rows: number
  /** Seconds a pause may last, as the header wishes it; null when it says nothing. */
  idleLimit: number | null
  events: CastEvent[]
  /** Seconds. */
  duration: number
  /** The line the file was cut off in: what is before it plays. */
  cut: number | null
}

/** Why a file cannot be played; `line` counts from 1. */
export class CastError extends Error {
  readonly why: 'empty' | 'header' | 'version' | 'size' | 'event'
  readonly line: number

  constructor(why: CastError['why'], line: number) {
    super(`asciicast: ${why} in line ${String(line)}`)
    this.why = why
    this.line = line
  }
}

/** Bytes Gantry records at most. At the pace of a build's output that is hours; a flood reaches it in seconds. */
export const MOST_RECORDED = 256_000_000
/** Bytes it plays at most, less than it records: a player holds the whole of a recording; asciinema plays longer ones. */
export const MOST_PLAYED = 32_000_000

export type CastHeader = { cols: number; rows: number; title: string /** Seconds since the epoch. */; since: number }

export const writeHeader = ({ cols, rows, title, since }: CastHeader): string =>
  `${JSON.stringify({ version: 2, width: cols, height: rows, timestamp: Math.floor(since), title, env: { TERM: 'xterm-256color' } })}\n`

/** Microseconds are as fine as the format's own tools write. */
export const writeEvent = ({ at, kind, data }: CastEvent): string => `${JSON.stringify([Math.round(at * 1e6) / 1e6, kind, data])}\n`

const within = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most

type Head = Pick<Cast, 'cols' | 'rows' | 'idleLimit'> & { version: 2 | 3 }

/** The last line may be cut off; anything else that is no event is an error. */
export function parseCast(text: string): Cast {
  const lines = text.split('\n')
  const { version, ...head } = headOf(lines[0] ?? '')
  const events: CastEvent[] = []
  let now = 0
  let cut: number | null = null
  for (let at = 1; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line.trim() === '' || (version === 3 && line.startsWith('#'))) continue
    const event = eventOf(line)
    if (event === null) {
      if (at < lines.length - 1) throw new CastError('event', at + 1)
      cut = at + 1
      break
    }
    // v3 counts from the event before, of whatever kind; in v2 time never runs backwards.
    if (version === 3) now += event.at
    // Markers, exits and whatever later versions add are passed over.
    if (event.kind === 'other') continue
    now = version === 3 ? now : Math.max(now, event.at)
    events.push({ at: now, kind: event.kind, data: event.data })
  }
  return { ...head, events, duration: now, cut }
}

function headOf(line: string): Head {
  if (line.trim() === '') throw new CastError('empty', 1)
  const header = object(line)
  if (header === null || !('version' in header)) throw new CastError('header', 1)
  const { version, idle_time_limit: idle } = header
  if (version !== 2 && version !== 3) throw new CastError('version', 1)
  const term = isObject(header['term']) ? header['term'] : {}
  const [cols, rows] = version === 3 ? [term['cols'], term['rows']] : [header['width'], header['height']]
  if (!within(cols, 1, 1000) || !within(rows, 1, 500)) throw new CastError('size', 1)
  const idleLimit = typeof idle === 'number' && Number.isFinite(idle) && idle > 0 ? idle : null
  return { version, cols, rows, idleLimit }
}

/** A year: no recording is longer, and no clock has to be. */
const MAX_SECONDS = 366 * 86_400

function eventOf(line: string): (Omit<CastEvent, 'kind'> & { kind: CastEvent['kind'] | 'other' }) | null {
  const value = json(line)
  if (!Array.isArray(value)) return null
  const [at, kind, data] = value as unknown[]
  if (typeof at !== 'number' || !(at >= 0 && at <= MAX_SECONDS) || typeof kind !== 'string') return null
  if (kind !== 'o' && kind !== 'i' && kind !== 'r') return { at, kind: 'other', data: '' }
  return typeof data === 'string' ? { at, kind, data } : null
}

/** `120x40` of an `r` event; null when it is none a terminal can have. */
export function sizeOf(data: string): { cols: number; rows: number } | null {
  const [cols, rows] = (/^(\d{1,4})x(\d{1,3})$/.exec(data)?.slice(1) ?? []).map(Number)
  return within(cols, 1, 1000) && within(rows, 1, 500) ? { cols, rows } : null
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function object(text: string): Record<string, unknown> | null {
  const value = json(text)
  return isObject(value) ? value : null
}
