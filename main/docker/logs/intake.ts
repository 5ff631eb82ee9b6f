import { END_MASK, type NoticeKind } from '../../../shared/log-batch.ts'
import { BatchBuilder, ENOUGH } from '../../../shared/log-batch-builder.ts'
import type { LineSink } from '../lib/lines.ts'
import { compareStamps, parseStamp, type Stamp } from '../lib/stamp.ts'
import type { Past } from './followed.ts'
import { Queue } from './queue.ts'
import type { Span } from './span.ts'

/** Lines held back take no more than this; older ones go. */
const MOST_HELD = 16 * 1024 * 1024
const utf8 = new TextEncoder()

/**
 * Only the last `most` lines are kept until `count` lines of the second `upTo` are here, or one from after it. A count of null:
 * it is not known how many there are.
 */
export type Hold = { most: number; upTo: number; count: number | null }

/** Times of silence (`CAUGHT_UP`) that are waited for lines which must still come, and for those which may. */
const MUST_COME = 20
const MAY_COME = 4

/** Takes the lines of one container into its queue: those that lie in its span and were not had before. */
export class Intake {
  readonly queue = new Queue()
  /** Lines so far. */
  lines = 0
  /** The engine is asked from a little before where it went on: what lies before that was had. */
  exact = true
  /** Lines there are have not begun to come. */
  awaited = false
  /** The newest lines are here as the engine gave them: no later reading brings them again. */
  given = false
  readonly #index: number
  readonly #span: Span
  readonly #past: Past | null
  /** Stamp of the last line. */
  readonly #last: Stamp = { sec: 0, nano: 0 }
  #held: (Hold & { lines: BatchBuilder; silences: number }) | null = null

  constructor(index: number, span: Span, past: Past | null) {
    this.#index = index
    this.#span = span
    this.#past = past
  }

  /** Has lines read of a piece. True: those who wait should look, for the first lines or a whole batch; in between nobody needs to. */
  read(piece: Buffer, lines: (piece: Buffer) => void): boolean {
    const waited = this.queue.count > 0
    this.queue.stage(piece)
    lines(piece)
    this.queue.came?.(performance.now())
    return !waited || this.queue.size >= ENOUGH
  }

  readonly take: LineSink = (stderr, sec, nano, from, start, end, left) => {
    if (this.#past !== null) {
      if (!this.exact && sec > 0 && compareStamps({ sec, nano }, this.#past.since) < 0) return
      if (this.#past.again(stderr, sec, nano)) return
    }
    if (!this.#span.whole && !this.#span.has({ sec, nano })) return
    this.lines++
    this.#last.sec = sec
    this.#last.nano = nano
    const held = this.#held
    if (held === null || sec > held.upTo) {
      this.release()
      this.queue.add(this.#index, stderr, sec, nano, from, start, end, left)
      return
    }
    held.lines.add(this.#index, stderr, sec, nano, from, start, end, left)
    held.silences = 0
    trim(held.lines, held.most, false)
    if (sec === held.upTo && held.count !== null && --held.count === 0) this.release()
  }

  /** Holds back the lines to come as `Hold` says, until they have come or it is released. Where some are held already: nothing. */
  hold(hold: Hold): void {
    this.#held ??= { ...hold, lines: new BatchBuilder(), silences: 0 }
  }

  /** Asked in silence: whether it is too early to take it for the end. */
  waits(): boolean {
    if (this.awaited) return true
    const held = this.#held
    return held !== null && ++held.silences < (held.count === null ? MAY_COME : MUST_COME)
  }

  /** Lets what was held back into the queue, its newest lines only where it says how many. */
  release(): void {
    const held = this.#held
    if (held === null) return
    this.#held = null
    trim(held.lines, held.most, true)
    const columns = held.lines.columns()
    for (let i = 0; i < columns.count; i++) this.queue.move(columns, i)
  }

  /** Stamped as the last line, so that the merge puts it right behind that. */
  notice(kind: NoticeKind, detail = ''): void {
    this.release()
    this.queue.notice(this.#index, kind, detail, this.#last.sec, this.#last.nano)
  }

  /** From here on it stands at this moment, unless a line is younger. */
  standAfter(moment: Stamp | null): void {
    if (moment !== null && compareStamps(moment, this.#last) > 0) this.stand(moment)
  }

  /** From here on it stands at this moment. */
  stand({ sec, nano }: Stamp): void {
    this.#last.sec = sec
    this.#last.nano = nano
  }
}

/** Drops what is too much at the front; now and then, or with `all` whatever it is. */
function trim(lines: BatchBuilder, most: number, all: boolean): void {
  const slack = all ? 0 : most + 64
  if (lines.count <= most + slack && lines.bytes <= MOST_HELD) return
  const { place, count } = lines.columns()
  let drop = Math.max(0, count - most)
  while (drop < count && lines.bytes - (drop === 0 ? 0 : (place[drop - 1] as number) & END_MASK) > MOST_HELD / 2) drop++
  lines.dropFirst(drop)
}

/** The moment that an RFC 3339 text names, or null. */
export function momentOf(text: string): Stamp | null {
  const stamp = { sec: 0, nano: 0 }
  const bytes = utf8.encode(`${text} `)
  return parseStamp(bytes, 0, bytes.length, stamp) > 0 ? stamp : null
}
