import { END_MASK, type NoticeKind } from '../../../shared/log-batch.ts'
import { BatchBuilder } from '../../../shared/log-batch-builder.ts'
import type { LineSink } from '../lib/lines.ts'
import { compareStamps, parseStamp, type Stamp } from '../lib/stamp.ts'
import type { Past } from './followed.ts'
import type { Span } from './span.ts'

/** Lines held back take no more than this; older ones go. */
const MOST_HELD = 16 * 1024 * 1024
const utf8 = new TextEncoder()

/** Until a line from after the second `upTo` comes, or all are let go, only the last `most` lines are kept. */
export type Hold = { most: number; upTo: number }

/** Takes the lines of one container into its queue: those that lie in its span and were not had before. */
export class Intake {
  readonly queue = new BatchBuilder()
  /** Lines so far. */
  lines = 0
  /** The engine is asked from a little before where it went on: what lies before that was had. */
  exact = true
  readonly #index: number
  readonly #span: Span
  readonly #past: Past | null
  /** Stamp of the last line. */
  #last: Stamp = { sec: 0, nano: 0 }
  #held: (Hold & { lines: BatchBuilder }) | null = null

  constructor(index: number, span: Span, past: Past | null) {
    this.#index = index
    this.#span = span
    this.#past = past
  }

  readonly take: LineSink = (stderr, sec, nano, from, start, end, left) => {
    const stamp = { sec, nano }
    if (this.#past !== null) {
      if (!this.exact && sec > 0 && compareStamps(stamp, this.#past.since) < 0) return
      if (this.#past.again(stderr, sec, nano)) return
    }
    if (!this.#span.has(stamp)) return
    this.lines++
    this.#last = stamp
    if (this.#held !== null && sec > this.#held.upTo) this.release()
    const into = this.#held?.lines ?? this.queue
    into.add(this.#index, stderr, sec, nano, from, start, end, left)
    if (this.#held !== null) trim(this.#held.lines, this.#held.most, false)
  }

  /** Answers whether there is anything to wait for. */
  hold(hold: Hold | null): boolean {
    if (hold !== null) this.#held ??= { ...hold, lines: new BatchBuilder() }
    return hold !== null
  }

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
    this.#last = { sec, nano }
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
