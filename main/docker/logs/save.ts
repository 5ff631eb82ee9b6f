import { appError } from '../../../shared/errors.ts'
import type { EngineSource } from '../engine.ts'
import { Demuxer } from '../lib/demux.ts'
import { toAppError } from '../lib/to-app-error.ts'
import { dialectOf } from './dialect.ts'
import { inspect } from './inspect.ts'
import { openWhole } from './read.ts'

const ENOUGH = 128 * 1024

/**
 * The whole log as it is, without cap: what `docker logs` prints, stdout and stderr in the order they came.
 * Fails with `logs.damaged` rather than end early, so that a part is never taken for the whole.
 */
export async function* save(source: EngineSource, id: string, stamps: boolean, signal: AbortSignal) {
  const engine = source()
  const state = await inspect(engine, id, signal)
  const tty = state.tty && !dialectOf(engine.info).framesTty
  const response = await openWhole(engine, id, { tail: 'all', stamps }, state.driver, signal)
  let parts: Uint8Array[] = []
  let size = 0
  const keep = (bytes: Uint8Array) => {
    parts.push(bytes)
    size += bytes.length
  }
  const demuxer = new Demuxer((_stderr, chunk, start, end) => keep(chunk.subarray(start, end)))
  const flush = () => {
    const whole = join(parts, size)
    parts = []
    size = 0
    return whole
  }
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      if (tty) keep(chunk)
      else demuxer.push(chunk)
      if (size >= ENOUGH) yield flush()
      if (demuxer.damage !== null) break
    }
    demuxer.end()
    if (size > 0) yield flush()
    if (demuxer.damage !== null) throw appError('logs.damaged', {}, demuxer.damage)
    // A proxy on the way may end an answer cleanly that was cut; so does an engine that shuts down: only one that still answers has given all.
    if (demuxer.half) throw appError('host.lost')
    await inspect(engine, id, signal)
  } catch (error) {
    throw toAppError(error)
  } finally {
    response.destroy()
  }
}

function join(parts: Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
