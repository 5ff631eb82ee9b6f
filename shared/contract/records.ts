import { call, stream } from '../rpc/define.ts'
import { ContainerId } from './containers.ts'
import { LogFormat, LogTime, Tail } from './logs.ts'
import { type LogSearchReport, placeIn, searchOver } from './logs-search.ts'
import { z } from './zod.ts'

/** What is recorded on the connected host, now and later. */
export const RecordRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('container'), name: z.string().min(1).max(256) }),
  z.object({ kind: z.literal('project'), project: z.string().min(1).max(256) }),
  z.object({ kind: z.literal('all') }),
])
export type RecordRule = z.infer<typeof RecordRule>

/** Of all records: bytes on the disk, and days since a line was logged. What is beyond them goes, oldest first. */
export const RecordLimits = z.object({
  bytes: z.int().min(1_000_000).max(1_000_000_000_000),
  days: z.int().min(1).max(3650),
})
export type RecordLimits = z.infer<typeof RecordLimits>

/** Host and container; never a path of its own. */
export const RecordId = z.string().regex(/^[a-f0-9]{16}\/[a-f0-9]{64}$/)

export type RecordInfo = {
  id: string
  container: string
  name: string
  image: string
  project: string | null
  service: string | null
  hostName: string
  /**
   * `kept`: nobody records it now; `paused`: its next lines found no room, or the disk took nothing; `removed`: its container
   * is gone; `unreadable`: its log driver cannot be read.
   */
  state: 'recording' | 'paused' | 'kept' | 'removed' | 'unreadable'
  /** Seconds since the epoch of its first and last line, null without any. */
  from: number | null
  to: number | null
  lines: number
  /** On the disk. */
  bytes: number
  /** Places where bytes on the disk were spoilt. */
  damaged: number
}

/**
 * Why nothing is written at present; it is tried again. `code` is the system's: ENOSPC, EROFS, EACCES …
 * Or `settings-lost`: rules and limits were damaged, and an older copy or the defaults stand in for them. Until somebody sets
 * limits nothing that is kept is removed for its size or age, and nothing is written beyond the size that stands in: `paused`.
 * `full`: a piece of a log alone is larger than all that may be kept.
 */
export type RecordTrouble =
  | { kind: 'unwritable'; code: string }
  | { kind: 'other-app' }
  | { kind: 'too-many'; most: number }
  | { kind: 'settings-lost'; loaded: 'backup' | 'defaults'; paused: boolean }
  | { kind: 'full' }

export type RecordsState = {
  /** What the ids of the connected host's records begin with; null before it is known. */
  host: string | null
  /** Those of the connected host. */
  rules: RecordRule[]
  records: RecordInfo[]
  bytes: number
  limits: RecordLimits
  trouble: RecordTrouble | null
}

const Times = { since: LogTime.optional(), until: LogTime.optional() }

const Bytes = z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array)

/** Logs that are written to the user's data folder, so that they outlive their containers. */
export const records = {
  record: call(z.object({ rule: RecordRule }), z.void()),
  /** What was recorded until now is kept. */
  stop: call(z.object({ rule: RecordRule }), z.void()),
  /** What is recorded and kept: at once, and whenever it changes, at most twice a second. */
  watch: stream(z.object({}), z.custom<RecordsState>(), 2),
  /**
   * All that is kept of one log, oldest line first, as batches of `logs.follow`, or its newest lines, or what lies between two
   * times, both inclusive; then it ends.
   */
  read: stream(z.object({ id: RecordId, tail: Tail.optional(), ...Times }), Bytes, 4),
  /**
   * As `logs.search`, over all that is kept, and beside it over what the engine has of containers; a record that is not kept
   * any more says so in its state.
   */
  search: stream(searchOver(z.union([RecordId, ContainerId])), z.custom<LogSearchReport>(), 2),
  /** As `logs.around`. */
  around: stream(placeIn(RecordId), Bytes, 4),
  /** All that is kept, or what of it lies between two times, written as `shared/log-format.ts` says. */
  save: stream(z.object({ id: RecordId, format: LogFormat, stamps: z.boolean(), ...Times }), Bytes, 4),
  remove: call(z.object({ ids: z.array(RecordId).min(1).max(10_000) }), z.void()),
  setLimits: call(RecordLimits, z.void()),
}
