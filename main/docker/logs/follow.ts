import { BatchBuilder } from '../../../shared/log-batch-builder.ts'
import type { EngineSource } from '../engine.ts'
import { Bell } from './bell.ts'
import { Merge } from './merge.ts'
import { LogSource } from './source.ts'

/** A batch goes when it has become this large, at the latest … */
const ENOUGH = 64 * 1024
const AT_MOST = 256 * 1024
/** … this many milliseconds after its first line. A message a line cost 36 times as much (performance.md). */
const SOON = 8

/**
 * The `logs.follow` stream: batches as `shared/log-batch.ts` describes them. While nobody asks for the next batch, up to
 * 256 KiB a source are queued and then the engine's connections are left unread.
 */
export async function* follow(engine: EngineSource, ids: string[], tail: number | 'all', signal: AbortSignal) {
  const stop = new AbortController()
  const filled = new Bell()
  const rooms = ids.map(() => new Bell())
  const sources = ids.map((id, index) => new LogSource(index, id, tail, engine, stop.signal, filled, rooms[index] ?? new Bell()))
  const leave = () => {
    stop.abort()
    filled.ring()
    for (const room of rooms) room.ring()
  }
  signal.addEventListener('abort', leave, { once: true })
  try {
    for (const source of sources) void source.run()
    const next = collector(sources)
    while (!stop.signal.aborted) {
      const { batch, wait } = next(performance.now())
      for (const room of rooms) room.ring()
      if (batch !== null) yield batch
      else if (wait === null && sources.every((source) => source.ended && source.queue.count === 0)) return
      else await filled.wait(wait ?? undefined)
    }
  } finally {
    signal.removeEventListener('abort', leave)
    leave()
  }
}

type Collected = { batch: Uint8Array<ArrayBuffer> | null; wait: number | null }

/** Answers the next batch, or in how many milliseconds to look again; null: when more has come. */
function collector(sources: LogSource[]): (now: number) => Collected {
  const [only] = sources
  const alone = only !== undefined && sources.length === 1
  const out = alone ? only.queue : new BatchBuilder()
  const merge = alone ? null : new Merge(sources, performance.now())
  let since: number | null = null
  return (now) => {
    const more = merge?.pump(out, AT_MOST, now) ?? null
    if (out.count === 0) return { batch: null, wait: more }
    since ??= now
    const due = since + SOON - now
    if (out.bytes < ENOUGH && due > 0 && !sources.every((s) => s.ended)) return { batch: null, wait: Math.min(due, more ?? due) }
    since = null
    return { batch: out.take(), wait: null }
  }
}
