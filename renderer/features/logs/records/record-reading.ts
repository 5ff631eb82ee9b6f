import { useEffect, useState } from 'react'
import { Notice, readBatch } from '../../../../shared/log-batch.ts'
import { BatchBuilder } from '../../../../shared/log-batch-builder.ts'
import { useLogPrefs } from '../prefs.ts'
import { type LogRange, spanOf } from '../range/range.ts'
import { type LogReader, LogSession } from '../session.ts'
import type { LogLimits } from '../store/store.ts'
import type { Kept } from './kept.ts'

/** What is shown of a record. `more`: from a time on there is more than a view holds, and it begins there all the same. */
export type RecordReading = { session: LogSession; more(): boolean }

export function readRecord({ id, name, image }: Kept, range: LogRange | null, limits: LogLimits): RecordReading {
  const span = spanOf(range)
  let more = false
  const read: LogReader = (api, { tail }, signal) => {
    if (range?.kind === 'lines') return api.records.read({ id, tail }, signal)
    const batches = api.records.read({ id, ...span }, signal)
    more = false
    return span.since === undefined ? batches : asFits(batches, limits, () => (more = true))
  }
  const target = { id: id.slice(17), name, ...(image === undefined ? {} : { image }) }
  const tail = range?.kind === 'lines' ? range.tail : Number.MAX_SAFE_INTEGER
  const session = new LogSession([target], limits, tail, read, { past: true, recorded: true, ranged: range?.kind === 'time' })
  return { session, more: () => more }
}

/** The first lines, as many as a view holds: of more it would drop what was asked for. */
export async function* asFits(batches: AsyncIterable<Uint8Array>, limits: LogLimits, onMore: () => void): AsyncGenerator<Uint8Array> {
  let [lines, bytes] = [limits.lines, limits.bytes]
  for await (const batch of batches) {
    const columns = readBatch(batch)
    lines -= columns.count
    bytes -= batch.length
    if (lines >= 0 && bytes >= 0) {
      yield batch
      continue
    }
    onMore()
    const last = new BatchBuilder()
    if (bytes >= 0) for (let i = 0; i < columns.count + lines; i++) last.move(columns, i)
    last.notice(0, Notice.caughtUp, '')
    yield last.take()
    return
  }
}

/** Read anew when another part is chosen; null until then. */
export function useRecordReading(kept: Kept | null, range: LogRange | null): RecordReading | null {
  const [reading, setReading] = useState<RecordReading | null>(null)
  const key = JSON.stringify([kept, range])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when it is another part
  useEffect(() => {
    if (kept === null) return
    const { lines, bytes } = useLogPrefs.getState()
    const made = readRecord(kept, range, { lines, bytes })
    setReading(made)
    return () => {
      made.session.close()
      setReading(null)
    }
  }, [key])
  return reading
}
