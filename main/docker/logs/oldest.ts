import type { Engine } from '../engine.ts'
import type { Stamp } from '../lib/stamp.ts'
import { readLog } from './read.ts'

/** Stamp of the first line the engine still has of a container; null where it has none, or not the container any more. */
export async function oldestLine(engine: Engine, id: string, signal: AbortSignal): Promise<Stamp | null> {
  const seen: { first: Stamp | null } = { first: null }
  const take = (_stderr: boolean, sec: number, nano: number) => {
    if (sec > 0) seen.first ??= { sec, nano }
  }
  try {
    for await (const _bytes of readLog(engine, id, { tail: 'all' }, signal, take)) if (seen.first !== null) break
  } catch {
    // What cannot be read there is not given twice.
  }
  return seen.first
}
