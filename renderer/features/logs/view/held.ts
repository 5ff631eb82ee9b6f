import { type LogLine, lineOf } from '../store/chunk.ts'
import type { LogStore } from '../store/store.ts'

/** From one line to another, both of them in it. */
type Lines = { from: { line: number }; to: { line: number } }

/**
 * The lines of containers in a view that are `shown`, as they are now: what is dropped from the store while they are read is
 * still among them.
 */
export function heldLines(store: LogStore, lines: Lines | null, shown: (line: number) => boolean): Iterable<LogLine> {
  const [from, to] = lines === null ? [0, -1] : [lines.from.line, lines.to.line]
  const kept = store.chunks.map((chunk) => {
    const first = Math.max(from, chunk.base, store.first)
    const numbers: number[] = []
    for (let line = first; line < chunk.base + chunk.count && line <= to; line++) if (shown(line)) numbers.push(line - chunk.base)
    return { chunk, numbers: Uint32Array.from(numbers) }
  })
  return (function* () {
    for (const { chunk, numbers } of kept) {
      for (const index of numbers) {
        const line = lineOf(chunk, index)
        if (line.notice === 0) yield line
      }
    }
  })()
}
