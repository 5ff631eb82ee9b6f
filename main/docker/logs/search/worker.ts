import type { MessagePort } from 'node:worker_threads'

/** A piece of a log: texts one after the other, and where each ends. */
export type Piece = { text: Uint8Array; starts: Uint32Array; ends: Uint32Array; max: number }
/** A line of the piece that matches, with the part of it around the first match. */
export type Hit = { line: number; text: string; start: number; end: number }
export type Settings = { source: string; flags: string; sequence: string }

/**
 * Runs in a thread of its own, where a catastrophic expression stops nothing but itself. Handed over as its source text, so
 * that it needs no file beside the app's: it must use nothing but its parameters and what Node has globally.
 */
export function matchPieces(port: MessagePort, { source, flags, sequence }: Settings): void {
  const pattern = new RegExp(source, flags)
  const sequences = new RegExp(sequence, 'g')
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
  /** Characters shown before and after a match, and of a match. */
  const [before, after, most] = [80, 240, 400]
  /** Not between the halves of a character. */
  const whole = (text: string, at: number): number => {
    const code = text.charCodeAt(at)
    return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at
  }
  const look = (raw: string, line: number): Hit | null => {
    const seen = raw.includes('\u001b') ? raw.replace(sequences, '') : raw
    // The carriage return of a TTY's CRLF.
    const text = seen.endsWith('\r') ? seen.slice(0, -1) : seen
    const match = pattern.exec(text)
    if (match === null) return null
    const from = whole(text, Math.max(0, match.index - before))
    const end = whole(text, Math.min(text.length, match.index + Math.min(match[0].length, most)))
    const upTo = whole(text, Math.min(text.length, end + after))
    return {
      line,
      text: `${from > 0 ? '…' : ''}${text.slice(from, upTo)}${upTo < text.length ? '…' : ''}`,
      start: match.index - from + (from > 0 ? 1 : 0),
      end: end - from + (from > 0 ? 1 : 0),
    }
  }
  port.on('message', ({ text, starts, ends, max }: Piece) => {
    const all = utf8.decode(text)
    // Pure ASCII: places in the string are places in the bytes, and one decoding does for all lines.
    const ascii = all.length === text.length
    const hits: Hit[] = []
    for (let line = 0; line < ends.length && hits.length < max; line++) {
      const [start, end] = [starts[line], ends[line]]
      const hit = look(ascii ? all.slice(start, end) : utf8.decode(text.subarray(start, end)), line)
      if (hit !== null) hits.push(hit)
    }
    port.postMessage(hits)
  })
}
