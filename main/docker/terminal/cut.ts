import { joined } from '../../../shared/bytes.ts'
import type { Scan } from './scan.ts'

/** A stretch of a stream and the state it begins in. */
export type Piece = { bytes: Uint8Array; before: Scan }

export type Cut = { /** Bytes left out. */ skipped: number /** The state at the cut. */; scan: Scan; rest: Uint8Array }

const NEWLINE = 0x0a
/** How far behind the wished place a safe one is looked for when no line ends. */
const MAX_SEARCH = 4096

const lengthOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, piece) => sum + piece.bytes.length, 0)

/**
 * Leaves out the beginning of a stretch so that at most `keep` bytes stay. The cut is behind the end of a line, or at least
 * between two characters, never within a sequence. The pieces must be whole and in order.
 */
export function cut(pieces: readonly Piece[], keep: number): Cut | null {
  const first = pieces[0]
  if (first === undefined) return null
  const total = lengthOf(pieces)
  if (total <= keep) return { skipped: 0, scan: first.before, rest: joined(pieces.map((piece) => piece.bytes)) }
  let skip = Math.max(0, total - keep)
  // Whole pieces ahead of the place need not be read: each knows the state it begins in.
  let index = 0
  let piece = first
  let passed = 0
  while (skip >= piece.bytes.length) {
    const next = pieces[index + 1]
    if (next === undefined) break
    skip -= piece.bytes.length
    passed += piece.bytes.length
    piece = next
    index++
  }
  const tail = joined(pieces.slice(index).map((one) => one.bytes))
  const at = safePlace(tail, skip, piece.before)
  return at === null ? null : { skipped: passed + at.offset, scan: at.scan, rest: tail.slice(at.offset) }
}

function safePlace(bytes: Uint8Array, from: number, before: Scan): { offset: number; scan: Scan } | null {
  const scan = before.clone()
  scan.feed(bytes.subarray(0, from))
  const start = scan.clone()
  let done = from
  for (let end = bytes.indexOf(NEWLINE, from); end >= 0; end = bytes.indexOf(NEWLINE, end + 1)) {
    scan.feed(bytes.subarray(done, end + 1))
    done = end + 1
    if (scan.ground) return { offset: done, scan }
  }
  for (let at = from; at < Math.min(bytes.length, from + MAX_SEARCH); at++) {
    if (start.ground) return { offset: at, scan: start }
    start.feed(bytes.subarray(at, at + 1))
  }
  return null
}

/** Collects what is left out after Ctrl-C and keeps its end. */
export class Dropper {
  readonly #keep: number
  #pieces: Piece[] = []
  #held = 0
  #gone = 0
  #scan: Scan

  /** @param scan the state the reader stands in. */
  constructor(scan: Scan, keep: number) {
    this.#scan = scan.clone()
    this.#keep = keep
  }

  get dropped(): number {
    return this.#gone + this.#held
  }

  /** False when the bytes switch the screen: they and all after them must be shown. */
  push(bytes: Uint8Array): boolean {
    const before = this.#scan.clone()
    this.#scan.feed(bytes)
    if (this.#scan.switches !== before.switches) {
      this.#scan = before
      return false
    }
    this.#pieces.push({ bytes, before })
    this.#held += bytes.length
    while (this.#held - (this.#pieces[0]?.bytes.length ?? 0) > this.#keep + MAX_SEARCH) {
      const out = this.#pieces.shift()?.bytes.length ?? 0
      this.#held -= out
      this.#gone += out
    }
    return true
  }

  /** What is shown instead of all that was pushed, and how many bytes are missing in it. */
  finish(): { skipped: number; bytes: Uint8Array<ArrayBuffer> } {
    if (this.dropped === 0) return { skipped: 0, bytes: new Uint8Array(0) }
    const done = cut(this.#pieces, this.#keep)
    if (done === null) return { skipped: this.dropped, bytes: new TextEncoder().encode(this.#scan.restore()) }
    const skipped = this.#gone + done.skipped
    const prefix = skipped === 0 ? new Uint8Array(0) : new TextEncoder().encode(done.scan.restore())
    return { skipped, bytes: joined([prefix, done.rest]) }
  }
}
