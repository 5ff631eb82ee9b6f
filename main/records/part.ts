import { NANO_MASK, NOTICE, readBatch } from '../../shared/log-batch.ts'
import { BatchBuilder } from '../../shared/log-batch-builder.ts'
import { compareStamps, type Stamp, stampOf } from '../docker/lib/stamp.ts'
import type { StoredLog } from './stored-log.ts'

/** What of a record is wanted: what lies between two times, both inclusive; else its newest lines; else all of it. */
export type RecordPart = { tail?: number | 'all' | undefined; since?: string | undefined; until?: string | undefined }

/** Younger than any line. */
const END: Stamp = { sec: 2 ** 32, nano: 0 }

/** The batches of that part, oldest first, with what happened to the container among its lines. */
export async function* partOf(log: StoredLog, { tail, since, until }: RecordPart, signal: AbortSignal) {
  if (since !== undefined || until !== undefined) {
    const first = since === undefined ? null : stampOf(since)
    const wanted = between(first, until === undefined ? null : stampOf(until))
    yield* sifted(log.batches(signal, first === null ? undefined : { at: first, before: 0 }), wanted)
  } else if (typeof tail === 'number' && tail < log.lines) {
    const end = { at: END, before: tail }
    yield* sifted(log.batches(signal, end), behind(log.linesFrom(end) - tail))
  } else yield* log.batches(signal)
}

/** Asked of line after line, and of what happened between them. */
type Wanted = (stamp: Stamp, notice: boolean) => boolean

/** All but the first lines. */
function behind(skip: number): Wanted {
  let left = skip
  return (_stamp, notice) => {
    if (left === 0) return true
    if (!notice) left--
    return false
  }
}

function between(since: Stamp | null, until: Stamp | null): Wanted {
  let inside = since === null
  return (stamp, notice) => {
    // What has no time of its own happened after the line before it.
    if (!notice || stamp.sec > 0)
      inside = (since === null || compareStamps(stamp, since) >= 0) && (until === null || compareStamps(stamp, until) <= 0)
    return inside
  }
}

async function* sifted(batches: AsyncIterable<Uint8Array<ArrayBuffer>>, wanted: Wanted): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for await (const batch of batches) {
    const columns = readBatch(batch)
    const out = new BatchBuilder()
    for (let i = 0; i < columns.count; i++) {
      const bits = columns.nano[i] as number
      if (wanted({ sec: columns.sec[i] as number, nano: bits & NANO_MASK }, bits >= NOTICE)) out.move(columns, i)
    }
    if (out.count === columns.count) yield batch
    else if (out.count > 0) yield out.take()
  }
}
