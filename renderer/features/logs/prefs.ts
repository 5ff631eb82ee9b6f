import { create } from 'zustand'
import { readStoredJson, writeStored } from '../../stored.ts'
import { DEFAULT_LIMITS } from './store/store.ts'
import { STAMP_MODES, type StampMode } from './view/stamps.ts'

/** How log views look and how much they hold; one choice for all of them, kept on this machine. */
export type LogPrefs = {
  stamps: StampMode
  wrap: boolean
  /** Lines are marked with the level that is guessed from their text. */
  levels: boolean
  /** Lines of JSON are folded to what they say. */
  json: boolean
  /** Stack traces are folded to their first line. */
  traces: boolean
  /** Fields shown beside it, by image. */
  fields: Readonly<Record<string, readonly string[]>>
  /** Lines and bytes a view keeps (R6). */
  lines: number
  bytes: number
  /** Lines a view begins with. */
  tail: number
}

/** Images whose fields are remembered, and fields of each. */
const IMAGES = 100
export const MOST_FIELDS = 8

const KEY = 'gantry.logs'
const initial: LogPrefs = {
  stamps: 'local',
  wrap: true,
  levels: true,
  json: false,
  traces: false,
  fields: {},
  ...DEFAULT_LIMITS,
  tail: 1000,
}

const within = (value: unknown, low: number, high: number, other: number): number =>
  typeof value === 'number' && Number.isInteger(value) ? Math.min(high, Math.max(low, value)) : other

/** The newest choices that are choices. */
function fieldsOf(kept: unknown): LogPrefs['fields'] {
  if (typeof kept !== 'object' || kept === null) return {}
  const lists = Object.entries(kept).filter((entry): entry is [string, string[]] => Array.isArray(entry[1]))
  return Object.fromEntries(
    lists.slice(-IMAGES).map(([image, fields]) => [image, fields.filter((field) => typeof field === 'string').slice(0, MOST_FIELDS)]),
  )
}

function restore(): LogPrefs {
  const stored = readStoredJson(KEY)
  const kept = (typeof stored === 'object' && stored !== null ? stored : {}) as Partial<Record<keyof LogPrefs, unknown>>
  return {
    stamps: STAMP_MODES.find((mode) => mode === kept.stamps) ?? initial.stamps,
    wrap: typeof kept.wrap === 'boolean' ? kept.wrap : initial.wrap,
    levels: typeof kept.levels === 'boolean' ? kept.levels : initial.levels,
    json: kept.json === true,
    traces: kept.traces === true,
    fields: fieldsOf(kept.fields),
    lines: within(kept.lines, 1000, 10_000_000, initial.lines),
    bytes: within(kept.bytes, 1 << 20, 2 ** 32, initial.bytes),
    tail: within(kept.tail, 1, 10_000_000, initial.tail),
  }
}

/** The fields chosen for an image, whatever its name. */
export const fieldsFor = (fields: LogPrefs['fields'], image: string): readonly string[] =>
  Object.hasOwn(fields, image) ? (fields[image] ?? []) : []

export const useLogPrefs = create<LogPrefs>(() => restore())

export function setLogPrefs(change: Partial<LogPrefs>): void {
  useLogPrefs.setState(change)
  writeStored(KEY, JSON.stringify(useLogPrefs.getState()))
}
