import type { LogAround } from '../../shared/contract/logs-search.ts'
import { appError } from '../../shared/errors.ts'
import { CAPPED, END_MASK, LEFT_OUT_BYTES, NANO_MASK, NOTICE, Notice, readBatch, STDERR } from '../../shared/log-batch.ts'
import type { LineSink } from '../docker/lib/lines.ts'
import { compareStamps, type Stamp } from '../docker/lib/stamp.ts'
import { ENOUGH, Gatherer } from '../docker/logs/around.ts'
import type { ReadWhole } from '../docker/logs/search/reader.ts'
import type { StoredLog } from './stored-log.ts'

/** The lines of a recorded batch, without what it says of its container; answers how many. */
export function eachLine(batch: Uint8Array, sink: LineSink): number {
  const { count, sec, nano, place, text } = readBatch(batch)
  let lines = 0
  const words = new DataView(text.buffer, text.byteOffset, text.byteLength)
  for (let i = 0; i < count; i++) {
    const [bits, at] = [nano[i] as number, place[i] as number]
    if (bits >= NOTICE) continue
    const start = i === 0 ? 0 : (place[i - 1] as number) & END_MASK
    const capped = (at & CAPPED) !== 0
    const end = (at & END_MASK) - (capped ? LEFT_OUT_BYTES : 0)
    const left = capped ? Number(words.getBigUint64(end, true)) : 0
    sink((bits & STDERR) !== 0, sec[i] as number, bits & NANO_MASK, text, start, end, left)
    lines++
  }
  return lines
}

/**
 * Reads a record for a search, one segment of it in memory.
 * @param endOf asked when reading begins: lines of that stamp and younger ones are left out. Null: none are.
 */
export const readerOf = (log: StoredLog | undefined, endOf: (signal: AbortSignal) => Promise<Stamp | null> = noEnd): ReadWhole =>
  async function* (after, signal, sink) {
    if (log === undefined) throw appError('records.not-found')
    let [bytes, arrived] = [0, after === null]
    const end = await endOf(signal)
    let older = 0
    const take: LineSink = (stderr, sec, nano, ...line) => {
      // From there on all: a line that took long to end stands behind younger ones.
      arrived ||= after === null || compareStamps({ sec, nano }, after) >= 0
      if (end !== null && compareStamps({ sec, nano }, end) >= 0) return
      older++
      if (arrived) sink(stderr, sec, nano, ...line)
    }
    for await (const batch of log.batches(signal, after === null ? undefined : { at: after, before: 1 })) {
      older = 0
      const lines = eachLine(batch, take)
      bytes += batch.length
      yield bytes
      if (lines > 0 && older === 0) return
    }
  }
const noEnd = () => Promise.resolve(null)

/** The `records.around` stream: lines before a place and from it on. */
export async function* aroundRecord(log: StoredLog, { at, before, after }: Omit<LogAround, 'id'>, signal: AbortSignal) {
  const lines = new Gatherer(at, before, after)
  for await (const batch of log.batches(signal, { at, before })) {
    eachLine(batch, (...line) => lines.take(...line))
    if (lines.arrived && lines.out.size >= ENOUGH) yield lines.out.take()
    if (lines.done) break
  }
  lines.out.notice(0, Notice.caughtUp, '')
  yield lines.out.take()
}
