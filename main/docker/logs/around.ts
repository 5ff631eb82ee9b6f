import type { LogAround, LogPlace } from '../../../shared/contract/logs-search.ts'
import { END_MASK, Notice } from '../../../shared/log-batch.ts'
import { BatchBuilder } from '../../../shared/log-batch-builder.ts'
import type { EngineSource } from '../engine.ts'
import { stampText } from '../lib/stamp.ts'
import type { LogPart } from './open.ts'
import { readLog } from './read.ts'

/** How far before the place reading begins, in seconds: the API cannot count lines back from a time. Null = the whole log. */
const WINDOWS = [2, 120, 7200, null] as const
/** Lines before the place take no more than this, however many were asked for. */
const MOST = 2 * 1024 * 1024
export const ENOUGH = 64 * 1024

/** The `logs.around` stream: lines before a place and from it on. */
export async function* around(source: EngineSource, { id, at, before, after }: LogAround, signal: AbortSignal) {
  const engine = source()
  for (const seconds of WINDOWS) {
    const from = seconds === null || at.sec <= seconds ? null : at.sec - seconds
    const part: LogPart = from === null ? { tail: 'all' } : { since: stampText({ sec: from, nano: at.nano }) }
    const lines = new Gatherer(at, before, after)
    let enough = from === null
    for await (const _bytes of readLog(engine, id, part, signal, (...line) => lines.take(...line))) {
      if (signal.aborted) return
      if (!lines.arrived) continue
      enough ||= lines.behind >= before || lines.full
      if (!enough) break
      if (lines.out.size >= ENOUGH) yield lines.out.take()
      if (lines.done) break
    }
    // The log ended before the place was reached, or there are fewer lines before it than were asked for.
    if (!enough) continue
    lines.out.notice(0, Notice.caughtUp, '')
    yield lines.out.take()
    return
  }
}

/** Keeps the last lines before a place and the first ones from it on. */
export class Gatherer {
  readonly out = new BatchBuilder()
  /** The place was reached. */
  arrived = false
  /** Lines kept from before it. */
  behind = 0
  /** No more of them fit. */
  full = false
  readonly #at: LogPlace
  readonly #before: number
  #left: number

  constructor(at: LogPlace, before: number, after: number) {
    this.#at = at
    this.#before = before
    // Lines that bear the stamp of the place come first of what is from it on.
    this.#left = after + at.tie
  }

  get done(): boolean {
    return this.#left === 0
  }

  take(stderr: boolean, sec: number, nano: number, from: Uint8Array, start: number, end: number, left: number): void {
    if (this.done) return
    if (!this.arrived && (sec > this.#at.sec || (sec === this.#at.sec && nano >= this.#at.nano))) this.#arrive()
    this.out.add(0, stderr, sec, nano, from, start, end, left)
    if (this.arrived) this.#left--
    else if (this.out.count > this.#before * 2 + 64 || this.out.bytes > MOST + ENOUGH) this.#trim()
  }

  #arrive(): void {
    this.#trim()
    this.behind = this.out.count
    this.arrived = true
  }

  #trim(): void {
    const { count, bytes, place } = { ...this.out.columns(), bytes: this.out.bytes }
    let drop = Math.max(0, count - this.#before)
    while (drop < count && bytes - (drop === 0 ? 0 : (place[drop - 1] as number) & END_MASK) > MOST) {
      drop++
      this.full = true
    }
    this.out.dropFirst(drop)
  }
}
