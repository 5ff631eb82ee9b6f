import type { Readable } from 'node:stream'
import { Notice } from '../../../shared/log-batch.ts'
import type { Engine } from '../engine.ts'
import { Demuxer } from '../lib/demux.ts'
import { type LineSink, LineSplitter } from '../lib/lines.ts'
import { linkSignals } from '../lib/signals.ts'
import { type Stamp, stampText } from '../lib/stamp.ts'
import { toAppError } from '../lib/to-app-error.ts'
import { dialectOf } from './dialect.ts'
import type { Hold, Intake } from './intake.ts'
import { type LogPart, openLog } from './open.ts'

/** The time that Podman's tail takes grows with the square of its lines: 0.3 s for so many, 12 s for ten times that. */
const MOST_ASKED = 5000
/** It fails over a line that is just being written. */
const TRIES = 5
/** Longer than this nobody waits for the first line. Milliseconds. */
const PATIENCE = 3000

/**
 * Opens a log, to follow it or not, from its newest lines on. Where the engine's tails are not to be shown (`garblesTail`), only their stamps are
 * taken: they are right, and from there on it is read by time. That costs a look through the whole log, some 30 MB/s; where it
 * takes too long, or the log grows faster, the tail is shown as it is, and that is said. Of very many lines all are read.
 */
export async function followTail(
  engine: Engine,
  id: string,
  part: LogPart,
  follow: boolean,
  intake: Intake,
  signal: AbortSignal,
): Promise<Readable> {
  const { tail } = part
  const open = (from: LogPart) => openLog(engine, id, from, { follow }, signal)
  if (!dialectOf(engine.info).garblesTail || typeof tail !== 'number' || tail === 0) return open(part)
  if (tail > MOST_ASKED) return open({ tail: 'all' })
  const stamps: Stamp[] = []
  intake.awaited = true
  await readTail(engine, id, tail, (_stderr, sec, nano) => stamps.push({ sec, nano }), signal)
  const [one] = stamps
  intake.awaited = one !== undefined
  if (one === undefined) return open({ tail: 'all' })
  const first = stamps.reduce((a, b) => (b.sec < a.sec ? b : a), one)
  intake.hold(holdOf(stamps, first, tail))
  const response = await openSoon(engine, id, { since: stampText(first) }, follow, signal)
  if (response !== null) return response
  intake.release()
  await readTail(engine, id, tail, intake.take, signal)
  intake.notice(Notice.gap, 'tail')
  intake.given = true
  intake.awaited = false
  return open({ tail: 0 })
}

function holdOf(stamps: readonly Stamp[], first: Stamp, most: number): Hold {
  const upTo = stamps.reduce((latest, { sec }) => Math.max(latest, sec), 0)
  const count = stamps.filter(({ sec }) => sec === upTo).length
  return { most, upTo, count: first.sec < upTo || stamps.length < most ? count : null }
}

/** The last lines as the engine gives them. */
async function readTail(engine: Engine, id: string, tail: number, sink: LineSink, signal: AbortSignal): Promise<void> {
  const splitter = new LineSplitter(true, { again: () => false, took: () => undefined }, sink)
  const demuxer = new Demuxer((...payload) => splitter.write(...payload))
  const response = await opened(engine, id, tail, signal)
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) demuxer.push(chunk)
    splitter.flush()
  } finally {
    response.destroy()
  }
}

async function opened(engine: Engine, id: string, tail: number, signal: AbortSignal): Promise<Readable> {
  for (let left = TRIES; ; left--) {
    try {
      return await openLog(engine, id, { tail }, {}, signal)
    } catch (error) {
      if (left === 1 || toAppError(error).code !== 'engine.failed') throw error
    }
  }
}

/** Opens a part that begins with lines there are. Null: the engine looks for them longer than anybody waits. */
async function openSoon(engine: Engine, id: string, part: LogPart, follow: boolean, signal: AbortSignal): Promise<Readable | null> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), PATIENCE)
  // Stays linked: the stream ends by it.
  const either = linkSignals([signal, late.signal])
  try {
    return await openLog(engine, id, part, { follow }, either.signal)
  } catch (error) {
    either.unlink()
    if (late.signal.aborted && !signal.aborted) return null
    throw error
  } finally {
    clearTimeout(timer)
  }
}
