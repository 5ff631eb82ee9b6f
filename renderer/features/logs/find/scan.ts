import { NOTICE } from '../../../../shared/log-batch.ts'
import { type Chunk, endOf, hasEscapes, startOf } from '../store/chunk.ts'
import type { ByteSearch } from './byte-search.ts'
import { type Matcher, matchesLine } from './matcher.ts'

const utf8 = new TextDecoder()
const isNotice = (chunk: Chunk, index: number): boolean => (chunk.nano[index] as number) >= NOTICE

/** Numbers of the lines `from … chunk.count - 1` of a chunk that match, counted within the chunk. */
export function scan(chunk: Chunk, from: number, matcher: Matcher): number[] {
  if (from >= chunk.count) return []
  return matcher.bytes !== null && !hasEscapes(chunk) ? scanBytes(chunk, from, matcher.bytes) : scanLines(chunk, from, matcher)
}

/** Looks through the whole text at once and asks only then which line a hit is in. */
function scanBytes(chunk: Chunk, from: number, search: ByteSearch): number[] {
  const hits: number[] = []
  const { text, used } = chunk
  let index = from
  for (let at = search.indexOf(text, startOf(chunk, from), used); at >= 0 && index < chunk.count; ) {
    index = lineAt(chunk, index, at)
    const inside = at + search.length <= endOf(chunk, index)
    if (inside && !isNotice(chunk, index)) hits.push(index)
    // The next line when this one is found; else only what lay across two lines is left behind.
    at = search.indexOf(text, inside ? startOf(chunk, ++index) : at + 1, used)
  }
  return hits
}

/** The line a byte is in: at or after `low`. */
function lineAt(chunk: Chunk, low: number, place: number): number {
  let high = chunk.count - 1
  let at = low
  while (at < high) {
    const middle = (at + high) >> 1
    if (startOf(chunk, middle + 1) > place) high = middle
    else at = middle + 1
  }
  return at
}

function scanLines(chunk: Chunk, from: number, matcher: Matcher): number[] {
  const hits: number[] = []
  const base = startOf(chunk, from)
  const whole = utf8.decode(chunk.text.subarray(base, chunk.used))
  // Pure ASCII: offsets in the string are offsets in the bytes, and one decoding does for all lines.
  const ascii = whole.length === chunk.used - base
  for (let index = from; index < chunk.count; index++) {
    if (isNotice(chunk, index)) continue
    const [start, end] = [startOf(chunk, index), endOf(chunk, index)]
    const line = ascii ? whole.slice(start - base, end - base) : utf8.decode(chunk.text.subarray(start, end))
    if (matchesLine(matcher, line)) hits.push(index)
  }
  return hits
}
