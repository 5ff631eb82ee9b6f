import type { Engine } from '../engine.ts'
import { Demuxer } from '../lib/demux.ts'
import { LineSplitter } from '../lib/lines.ts'
import { type Stamp, stampText } from '../lib/stamp.ts'
import { dialectOf } from './dialect.ts'
import type { Hold } from './intake.ts'
import { type LogPart, openLog } from './open.ts'

/** The time that Podman's tail takes grows with the square of its lines: 0.3 s for so many, 12 s for ten times that. */
const MOST_ASKED = 5000

/**
 * The part to ask for, and how many of its lines are wanted. Where the engine's tails are not to be shown (`garblesTail`), only
 * their stamps are taken: they are right, and from there on it is read by time. That costs a look through the whole log, 30 MB/s.
 */
export async function trueTail(
  engine: Engine,
  id: string,
  part: LogPart,
  signal: AbortSignal,
): Promise<{ part: LogPart; hold: Hold | null }> {
  const { tail } = part
  if (!dialectOf(engine.info).garblesTail || typeof tail !== 'number' || tail === 0) return { part, hold: null }
  const many = tail > MOST_ASKED
  const { first, last } = await stampsOf(engine, id, many ? 1 : tail, signal)
  if (first === null) return { part: { tail: 'all' }, hold: null }
  return { part: many ? { tail: 'all' } : { since: stampText(first) }, hold: { most: tail, upTo: last } }
}

/** The earliest stamp of a tail, and the second of its latest. */
async function stampsOf(engine: Engine, id: string, tail: number, signal: AbortSignal): Promise<{ first: Stamp | null; last: number }> {
  const stamps: Stamp[] = []
  const splitter = new LineSplitter(true, { again: () => false, took: () => undefined }, (_stderr, sec, nano) => {
    stamps.push({ sec, nano })
  })
  const demuxer = new Demuxer((...payload) => splitter.write(...payload))
  const response = await openLog(engine, id, { tail }, {}, signal)
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) demuxer.push(chunk)
  } finally {
    response.destroy()
  }
  const [one = null, ...others] = stamps
  const first = others.reduce((a, b) => (a === null || b.sec < a.sec ? b : a), one)
  return { first, last: stamps.reduce((most, { sec }) => Math.max(most, sec), 0) }
}
