/** The asciicast v2 format: a header and then one event, each a line of JSON. Times in seconds. https://docs.asciinema.org/manual/asciicast/v2/ */
export type CastEvent = { at: number; kind: 'o' | 'i' | 'r'; data: string }
export type Cast = { cols: number; rows: number; title: string; events: CastEvent[]; duration: number }

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

export type CastHeader = { cols: number; rows: number; title: string /** Seconds since the epoch. */; since: number }

export const writeHeader = ({ cols, rows, title, since }: CastHeader): string =>
  `${JSON.stringify({ version: 2, width: cols, height: rows, timestamp: Math.floor(since), title, env: { TERM: 'xterm-256color' } })}\n`

/** Microseconds are as fine as the format's own tools write. */
export const writeEvent = ({ at, kind, data }: CastEvent): string => `${JSON.stringify([Math.round(at * 1e6) / 1e6, kind, data])}\n`

const within = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most

/** Text after the last whole event (a recording that was cut off) is left out; anything else that is no event is an error. */
export function parseCast(text: string): Cast {
  const lines = text.split('\n')
  const head = lines.shift() ?? ''
  if (head.trim() === '') throw new CastError('empty', 1)
  const header = object(head)
  if (header === null || !('version' in header)) throw new CastError('header', 1)
  if (header['version'] !== 2) throw new CastError('version', 1)
  const { width, height, title } = header
  if (!within(width, 1, 1000) || !within(height, 1, 500)) throw new CastError('size', 1)
  const events: CastEvent[] = []
  let now = 0
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue
    const event = eventOf(line)
    if (event === null) {
      if (at === lines.length - 1) break
      throw new CastError('event', at + 2)
    }
    // Markers and whatever later versions add are passed over; time never runs backwards.
    if (event === 'other') continue
    now = Math.max(now, event.at)
    events.push({ ...event, at: now })
  }
  return { cols: width, rows: height, title: typeof title === 'string' ? title : '', events, duration: now }
}

function eventOf(line: string): CastEvent | 'other' | null {
  const value = json(line)
  if (!Array.isArray(value)) return null
  const [at, kind, data] = value as unknown[]
  if (typeof at !== 'number' || !Number.isFinite(at) || at < 0 || typeof kind !== 'string' || typeof data !== 'string') return null
  return kind === 'o' || kind === 'i' || kind === 'r' ? { at, kind, data } : 'other'
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

function object(text: string): Record<string, unknown> | null {
  const value = json(text)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
}
