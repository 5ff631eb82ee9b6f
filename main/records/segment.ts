import type { Stamp } from '../docker/lib/stamp.ts'
import type { FrameHead } from './format.ts'

/** A file of a record, and what its frames hold together; the stamps are of no meaning without lines. */
export type Segment = { number: number; bytes: number; lines: number; first: Stamp; last: Stamp }

export const empty = (number: number, bytes: number): Segment => {
  const none = { sec: 0, nano: 0 }
  return { number, bytes, lines: 0, first: none, last: none }
}

export function count(segment: Segment, { lines, first, last }: FrameHead): void {
  if (lines === 0) return
  if (segment.lines === 0) segment.first = first
  segment.last = last
  segment.lines += lines
}
