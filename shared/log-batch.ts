import { appError } from './errors.ts'

/**
 * A batch of log lines as it crosses the wire and as the view keeps it: columns, so that a received batch needs no parsing.
 *
 *   u32 magic · u32 count · u32 bytes of text · u32 count of notices
 *   count × u32 seconds since the epoch (0 = no stamp)
 *   count × u32 bits 0–29 nanoseconds, bit 30 stderr, bit 31 notice
 *   count × u32 bits 0–21 end of the text in the blob, bit 22 capped, bits 24–31 source
 *   the text of all lines one after the other, without newlines
 *
 * Little endian, as every platform the app runs on. Nanoseconds do not fit a double, two u32 hold them exactly.
 * A capped line's text ends with a u64: how many bytes were left out. A notice's text is one byte of kind and a parameter.
 */
export type LogColumns = {
  readonly count: number
  readonly notices: number
  readonly sec: Uint32Array
  readonly nano: Uint32Array
  readonly place: Uint32Array
  readonly text: Uint8Array
}

export const MAGIC = 0x31424c47
export const HEADER_WORDS = 4
export const LINE_WORDS = 3
export const NANO_MASK = 0x3fffffff
export const STDERR = 0x40000000
export const NOTICE = 0x80000000
export const END_MASK = 0x3fffff
export const CAPPED = 0x400000
export const SOURCE_SHIFT = 24
/** Bytes after the text of a capped line. */
export const LEFT_OUT_BYTES = 8

/** What happened to a source, and what the record's text holds. */
/** Instead of an exit code: it was never started. */
export const NEVER = 'never'

export const Notice = {
  /** All that was logged so far is here; not shown as a line. */
  caughtUp: 1,
  /** The container stopped; its exit code, or `NEVER`. */
  stopped: 2,
  /** It runs again. */
  started: 3,
  removed: 4,
  /** The connection was cut; the engine's words. */
  interrupted: 5,
  /** And is whole again: nothing lost, nothing doubled. */
  resumed: 6,
  /** The log driver cannot be read; its name. */
  unreadable: 7,
  /** The engine's own error in the stream, or bytes that make no sense; the detail. */
  damaged: 8,
  /** A container that joined a view which stood already. */
  joined: 9,
  /** The same, in the place of one that is gone. */
  recreated: 10,
  /** All up to the end of the time that was asked for is here. */
  reached: 11,
  /** Another host was chosen; the name of the source's own. */
  away: 12,
  /**
   * The engine had dropped lines before they could be recorded; `cut`: a line had not ended when recording was interrupted;
   * `removed`: the container was removed before its log was read to the end. `tail`, `end`: see Podman in `LogDialect`.
   */
  gap: 20,
} as const
export type NoticeKind = (typeof Notice)[keyof typeof Notice]

/** A received batch as columns over the same memory. Throws `rpc.bad-frame` for anything that is not exactly a batch. */
export function readBatch(bytes: Uint8Array): LogColumns {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  const { buffer, byteOffset, byteLength } = aligned
  if (byteLength < HEADER_WORDS * 4) throw appError('rpc.bad-frame')
  const [magic = 0, count = 0, textBytes = 0, notices = 0] = new Uint32Array(buffer, byteOffset, HEADER_WORDS)
  const textAt = 4 * (HEADER_WORDS + LINE_WORDS * count)
  if (magic !== MAGIC || textAt + textBytes !== byteLength) throw appError('rpc.bad-frame')
  const column = (n: number) => new Uint32Array(buffer, byteOffset + 4 * (HEADER_WORDS + n * count), count)
  return { count, notices, sec: column(0), nano: column(1), place: column(2), text: new Uint8Array(buffer, byteOffset + textAt, textBytes) }
}

/** The sources whose lines are in a batch; notices do not count. */
export function sourcesOf(bytes: Uint8Array): Set<number> {
  const { nano, place } = readBatch(bytes)
  const sources = new Set<number>()
  for (let i = 0; i < place.length; i++) if ((nano[i] as number) < NOTICE) sources.add((place[i] as number) >>> SOURCE_SHIFT)
  return sources
}
