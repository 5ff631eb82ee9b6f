const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN = 0x7b
const CLOSE = 0x7d

/** One event may carry all labels of a container, and a label may hold megabytes; far above that it is no event. */
const MAX_BYTES = 64 * 1024 * 1024

/**
 * Cuts a stream of bytes into the JSON objects it consists of, as text: several in a chunk, one over several, a character over two.
 * Works on bytes, so nothing is decoded before it is whole; linear in the bytes. What stands between objects is skipped.
 */
export function createJsonSplitter(maxBytes: number = MAX_BYTES): (chunk: Uint8Array) => string[] {
  let parts: Uint8Array[] = []
  let size = 0
  let depth = 0
  let inString = false
  let escaped = false

  return (chunk) => {
    const found: string[] = []
    let start = depth > 0 ? 0 : -1
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]
      if (inString) {
        if (escaped) escaped = false
        else if (byte === BACKSLASH) escaped = true
        else if (byte === QUOTE) inString = false
      } else if (byte === QUOTE) inString = depth > 0
      else if (byte === OPEN) {
        if (depth++ === 0) start = i
      } else if (byte === CLOSE && depth > 0 && --depth === 0) {
        parts.push(chunk.subarray(start, i + 1))
        found.push(Buffer.concat(parts).toString())
        parts = []
        size = 0
        start = -1
      }
    }
    if (start !== -1) {
      // Copied: the socket's buffer may be used again before the rest arrives.
      parts.push(chunk.slice(start))
      size += chunk.length - start
      if (size > maxBytes) throw new Error('an object of the stream is too long')
    }
    return found
  }
}
