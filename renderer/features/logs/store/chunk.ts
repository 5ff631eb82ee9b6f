import { CAPPED, END_MASK, LEFT_OUT_BYTES, type LogColumns, NANO_MASK, NOTICE, SOURCE_SHIFT, STDERR } from '../../../../shared/log-batch.ts'

/** One line as the store holds it; `text` is a view of the store's memory. */
export type LogLine = {
  /** Counted from the first line this store ever got. */
  number: number
  sec: number
  nano: number
  stderr: boolean
  source: number
  /** A `Notice` kind, 0 for a line of the container. */
  notice: number
  text: Uint8Array
  /** Bytes that are not here because the line is longer than 64 KiB. */
  left: number
}

/** A run of lines: one received batch, or many small ones put together. */
export type Chunk = {
  /** Number of its first line. */
  base: number
  count: number
  sec: Uint32Array
  nano: Uint32Array
  place: Uint32Array
  text: Uint8Array
  /** Bytes of `text` in use. */
  used: number
}

const ESC = 0x1b
const escapes = new WeakMap<Chunk, { used: number; has: boolean }>()

export const startOf = (chunk: Chunk, index: number): number => (index === 0 ? 0 : (chunk.place[index - 1] as number) & END_MASK)

/** End of what is text: before the count of a capped line. */
export function endOf(chunk: Chunk, index: number): number {
  const place = chunk.place[index] as number
  return (place & END_MASK) - ((place & CAPPED) === 0 ? 0 : LEFT_OUT_BYTES)
}

export function lineOf(chunk: Chunk, index: number): LogLine {
  const place = chunk.place[index] as number
  const nano = chunk.nano[index] as number
  const start = startOf(chunk, index)
  const end = endOf(chunk, index)
  const notice = nano >= NOTICE ? (chunk.text[start] as number) : 0
  return {
    number: chunk.base + index,
    sec: chunk.sec[index] as number,
    nano: nano & NANO_MASK,
    stderr: notice === 0 && (nano & STDERR) !== 0,
    source: place >>> SOURCE_SHIFT,
    notice,
    text: chunk.text.subarray(notice === 0 ? start : start + 1, end),
    left: (place & CAPPED) === 0 ? 0 : leftOut(chunk.text, end),
  }
}

function leftOut(text: Uint8Array, at: number): number {
  const view = new DataView(text.buffer, text.byteOffset + at, LEFT_OUT_BYTES)
  return view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32
}

/** Whether any of its lines holds an escape character; looked for once. */
export function hasEscapes(chunk: Chunk): boolean {
  const known = escapes.get(chunk)
  if (known !== undefined && (known.has || known.used === chunk.used)) return known.has
  const at = chunk.text.indexOf(ESC, known?.used ?? 0)
  const has = at >= 0 && at < chunk.used
  escapes.set(chunk, { used: chunk.used, has })
  return has
}

/** A received batch as it is: no byte is copied. */
export function adopt(base: number, { count, sec, nano, place, text }: LogColumns): Chunk {
  return { base, count, sec, nano, place, text, used: text.length }
}

const OPEN_TEXT = 64 * 1024
const OPEN_LINES = 1024

export function openChunk(base: number): Chunk {
  const column = () => new Uint32Array(OPEN_LINES)
  return { base, count: 0, sec: column(), nano: column(), place: column(), text: new Uint8Array(OPEN_TEXT), used: 0 }
}

/** Copies record `index` to the end of an open chunk; false when it has no room. */
export function push(chunk: Chunk, from: LogColumns, index: number): boolean {
  const place = from.place[index] as number
  const start = index === 0 ? 0 : (from.place[index - 1] as number) & END_MASK
  const end = place & END_MASK
  const used = chunk.used + end - start
  if (chunk.count === chunk.sec.length || used > chunk.text.length) return false
  chunk.text.set(from.text.subarray(start, end), chunk.used)
  chunk.sec[chunk.count] = from.sec[index] as number
  chunk.nano[chunk.count] = from.nano[index] as number
  chunk.place[chunk.count] = (place & ~END_MASK) | used
  chunk.used = used
  chunk.count++
  return true
}

/** Gives back the room an open chunk will not use any more. */
export function seal(chunk: Chunk): void {
  chunk.text = chunk.text.slice(0, chunk.used)
  chunk.sec = chunk.sec.slice(0, chunk.count)
  chunk.nano = chunk.nano.slice(0, chunk.count)
  chunk.place = chunk.place.slice(0, chunk.count)
}
