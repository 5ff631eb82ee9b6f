const SIZE = 256

/**
 * Looks for a few bytes in many without decoding them (R. N. Horspool, "Practical fast searching in strings", 1980). With
 * `fold` A–Z and a–z are the same; the needle then is in lower case.
 */
export class ByteSearch {
  readonly length: number
  readonly #needle: Uint8Array
  readonly #fold = new Uint8Array(SIZE)
  /** How far one may go on when this byte stands under the needle's last. */
  readonly #skip: Uint32Array

  constructor(needle: Uint8Array, fold: boolean) {
    this.#needle = needle
    this.length = needle.length
    for (let byte = 0; byte < SIZE; byte++) this.#fold[byte] = fold && byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte
    this.#skip = new Uint32Array(SIZE).fill(Math.max(1, needle.length))
    for (let byte = 0; byte < SIZE; byte++) {
      const at = needle.lastIndexOf(this.#fold[byte] as number, needle.length - 2)
      if (needle.length > 1 && at >= 0) this.#skip[byte] = needle.length - 1 - at
    }
  }

  /** Where it stands first within `from … end - 1`, or -1. */
  indexOf(text: Uint8Array, from: number, end: number): number {
    const needle = this.#needle
    const fold = this.#fold
    const skip = this.#skip
    const last = needle.length - 1
    if (last < 0) return -1
    const final = needle[last] as number
    for (let at = from + last; at < end; ) {
      const byte = text[at] as number
      if ((fold[byte] as number) === final) {
        let i = last
        while (i > 0 && (fold[text[at - last + i - 1] as number] as number) === needle[i - 1]) i--
        if (i === 0) return at - last
      }
      at += skip[byte] as number
    }
    return -1
  }
}
