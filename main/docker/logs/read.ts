import type { Readable } from 'node:stream'
import { appError } from '../../../shared/errors.ts'
import type { Engine, Query } from '../engine.ts'
import { Demuxer } from '../lib/demux.ts'
import { type LineSink, LineSplitter } from '../lib/lines.ts'
import { toAppError } from '../lib/to-app-error.ts'
import { inspect } from './inspect.ts'

/** Part of a log, as the engine takes it: `sec.nnnnnnnnn`, both inclusive. Without `tail` all of it. */
export type LogPart = { since?: string; until?: string; tail?: number | 'all' }

/** Nothing of a log that is read once comes a second time. */
const ONCE = { again: () => false, took: () => undefined }

/**
 * Reads what the engine has of a log, once, without following. `sink` gets its lines; after every piece the bytes read so far
 * are yielded, and nothing more is read until the next is asked for. Leaving it ends the engine's connection.
 * Fails with `logs.unreadable`, `logs.damaged`, `host.lost` rather than end early: a part is never taken for the whole.
 */
export async function* readLog(
  engine: Engine,
  id: string,
  part: LogPart,
  signal: AbortSignal,
  sink: LineSink,
  maxLine?: number,
): AsyncGenerator<number> {
  const { tty, driver } = await inspect(engine, id, signal)
  const response = await open(engine, id, part, driver, signal)
  const splitter = new LineSplitter(!tty, ONCE, sink, maxLine)
  const demuxer = new Demuxer((...payload) => splitter.write(...payload))
  let bytes = 0
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      if (tty) splitter.raw(chunk)
      else demuxer.push(chunk)
      bytes += chunk.length
      yield bytes
      if (demuxer.damage !== null) break
    }
    demuxer.end()
    if (demuxer.damage !== null) throw appError('logs.damaged', {}, demuxer.damage)
    if (demuxer.half) throw appError('host.lost')
    splitter.flush()
    yield bytes
    // An engine that shuts down ends its logs cleanly: only one that still answers has given all.
    await inspect(engine, id, signal)
  } catch (error) {
    throw toAppError(error)
  } finally {
    response.destroy()
  }
}

async function open(engine: Engine, id: string, part: LogPart, driver: string, signal: AbortSignal): Promise<Readable> {
  const query: Query = { stdout: 1, stderr: 1, timestamps: 1, ...part }
  try {
    return await engine.open({ path: `/containers/${id}/logs`, query, signal })
  } catch (error) {
    const failure = toAppError(error)
    throw failure.code === 'engine.not-supported' ? appError('logs.unreadable', { driver }, failure.detail) : failure
  }
}
