import { createJsonSplitter } from './json-stream.ts'
import type { EngineEvent } from './reader.ts'

/** Podman's word for what Docker calls otherwise. */
const OTHER_WORDS: Record<string, string> = { died: 'die' }

/** Decodes the body of `/events`. What is no event of either shape is left out. */
export function createEventDecoder(): (chunk: Uint8Array) => EngineEvent[] {
  const split = createJsonSplitter()
  return (chunk) =>
    split(chunk)
      .map(toEvent)
      .filter((event) => event !== null)
}

/**
 * One message of `/events` from its text. `Type`, `Action`, `Actor` since API 1.22; `status`, `id`, `from` are gone in 1.52 and serve
 * only where the newer ones are absent. `Action` may carry data behind a `:` (`health_status: healthy`).
 */
export function toEvent(text: string): EngineEvent | null {
  const raw = parse(text)
  if (raw === null) return null
  const actor = isRecord(raw['Actor']) ? raw['Actor'] : {}
  const full = first(raw['Action'], raw['status'])
  if (full === null) return null
  const colon = full.indexOf(':')
  const word = colon === -1 ? full : full.slice(0, colon)
  return {
    type: first(raw['Type']) ?? 'container',
    action: Object.hasOwn(OTHER_WORDS, word) ? (OTHER_WORDS[word] ?? word) : word,
    actionDetail: colon === -1 ? '' : full.slice(colon + 1).trim(),
    id: first(actor['ID'], raw['id']) ?? '',
    attributes: stringsOf(actor['Attributes']),
    time: timeOf(text),
  }
}

/**
 * `sec.nnnnnnnnn` from the raw text: nineteen digits do not fit a double, and `JSON.parse` would round them.
 * A label cannot imitate the field: its value would be a string, and a quote inside a key is escaped.
 */
function timeOf(text: string): string {
  const nanos = /"timeNano"\s*:\s*(\d{10,20})\b/.exec(text)?.[1]
  if (nanos !== undefined) return `${nanos.slice(0, -9)}.${nanos.slice(-9)}`
  const seconds = /"time"\s*:\s*(\d{1,12})\b/.exec(text)?.[1]
  return seconds === undefined ? '' : `${seconds}.000000000`
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const first = (...values: unknown[]): string | null => values.find((v): v is string => typeof v === 'string' && v !== '') ?? null

function stringsOf(value: unknown): Record<string, string> {
  const entries = isRecord(value) ? Object.entries(value).filter((e): e is [string, string] => typeof e[1] === 'string') : []
  // Object.fromEntries defines, so `__proto__` is a key like any other.
  return Object.fromEntries(entries)
}
