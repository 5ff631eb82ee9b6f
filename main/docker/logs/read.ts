import type { Readable } from 'node:stream'
import { appError } from '../../../shared/errors.ts'
import type { Engine } from '../engine.ts'
import { Demuxer } from '../lib/demux.ts'
import { type LineSink, LineSplitter } from '../lib/lines.ts'
import { compareStamps, stampOf, stampText } from '../lib/stamp.ts'
import { toAppError } from '../lib/to-app-error.ts'
import { dialectOf, floorOf } from './dialect.ts'
import { inspect } from './inspect.ts'
import { type LogPart, openLog } from './open.ts'

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
  const state = await inspect(engine, id, signal)
  const dialect = dialectOf(engine.info)
  const { since } = part
  const from = since === undefined ? part : { ...part, since: stampText(floorOf(dialect, stampOf(since))) }
  const response = await openWhole(engine, id, from, state.driver, signal)
  const tty = state.tty && !dialect.framesTty
  const splitter = new LineSplitter(!tty, ONCE, dialect.exclusive ? within(from, sink) : sink, maxLine)
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

/** Only what lies in the part: the engine was asked for a little more. */
function within({ since, until }: LogPart, sink: LineSink): LineSink {
  const [first, last] = [since, until].map((text) => (text === undefined ? null : stampOf(text)))
  return (stderr, sec, nano, ...line) => {
    const stamp = { sec, nano }
    if (first != null && sec > 0 && compareStamps(stamp, first) < 0) return
    if (last == null || compareStamps(stamp, last) <= 0) sink(stderr, sec, nano, ...line)
  }
}

/** Opens a log that is read to its end, or says which driver cannot be read. */
export async function openWhole(
  engine: Engine,
  id: string,
  part: LogPart & { stamps?: boolean },
  driver: string,
  signal: AbortSignal,
): Promise<Readable> {
  try {
    return await openLog(engine, id, part, part, signal)
  } catch (error) {
    const failure = toAppError(error)
    throw failure.code === 'engine.not-supported' ? appError('logs.unreadable', { driver }, failure.detail) : failure
  }
}
