import { joined } from '../../../shared/bytes.ts'

/** How many bytes before `end` are the beginning of a character whose rest comes behind it. */
function opened(bytes: Uint8Array, end: number): number {
  for (let back = 1; back <= Math.min(3, end); back++) {
    const byte = bytes[end - back] ?? 0
    if ((byte & 0xc0) === 0x80) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return length > back ? back : 0
  }
  return 0
}

/**
 * Keeps the characters of a stream whole, however its chunks are cut. xterm's own decoder (6.0) loses one that is cut behind a
 * byte 0x80: a dash, a quotation mark, a joined emoji, the punctuation of Chinese and Japanese.
 */
export class WholeCharacters {
  #rest: Uint8Array = new Uint8Array(0)

  /** What is whole by now, the rest of the chunk before included. */
  push(chunk: Uint8Array): Uint8Array {
    const bytes = this.#rest.length === 0 ? chunk : joined([this.#rest, chunk])
    const end = bytes.length - opened(bytes, bytes.length)
    // A copy: the chunk's memory may be used again.
    this.#rest = bytes.slice(end)
    return bytes.subarray(0, end)
  }

  /** What will never become whole. */
  end(): Uint8Array {
    return this.#rest
  }
}

/** Views of at most so many bytes, cut between characters. */
export function* pieces(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    const end = Math.min(bytes.length, at + size)
    const next = end === bytes.length ? end : end - opened(bytes.subarray(at, end), end - at)
    yield bytes.subarray(at, next)
    at = next
  }
}
