import { parseAnsi, type Run, styleAfter } from '../ansi/parse.ts'
import { cutRuns, goesBack, settle } from '../ansi/settle.ts'
import { type AnsiStyle, PLAIN } from '../ansi/style.ts'
import { hasEscapes, type LogLine, lineOf } from '../store/chunk.ts'
import type { LogStore } from '../store/store.ts'

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** A line's text as characters; what is no UTF-8 shows as U+FFFD. */
export const decode = (line: LogLine): string => utf8.decode(line.text)

/** Lines of one source looked back over for colours that were left on. */
const LOOK_BACK = 400
const ESC = 0x1b

/**
 * The look a line begins with: what the last sequences of the same source's earlier lines left on. Looked for backwards and
 * boundedly, so that any line can be painted without reading all before it.
 */
export function styleBefore(store: LogStore, line: LogLine): AnsiStyle {
  const open: string[] = []
  for (let number = line.number - 1, seen = 0; number >= store.first && seen < LOOK_BACK; number--, seen++) {
    const chunk = store.chunkOf(number)
    if (!hasEscapes(chunk)) {
      seen += number - chunk.base
      number = chunk.base
      continue
    }
    const earlier = lineOf(chunk, number - chunk.base)
    if (earlier.source !== line.source || earlier.stderr !== line.stderr || earlier.notice !== 0 || !earlier.text.includes(ESC)) continue
    const text = decode(earlier)
    open.push(text)
    // A reset as the last word ends the search: nothing before it matters.
    if (/\u001b\[0?m[^\u001b]*$/.test(text)) break
  }
  return open.reduceRight((style, text) => styleAfter(text, style), PLAIN)
}

/** The text as it is seen and where each character of it stands in the raw one. */
export function seenText(raw: string, runs: readonly Run[]): { text: string; rawAt(offset: number): number } {
  if (runs.length <= 1) return { text: raw, rawAt: (offset) => offset }
  const shown = runs.filter((run) => run.shown !== '')
  const starts: number[] = []
  let text = ''
  for (const run of shown) {
    starts.push(text.length)
    text += raw.slice(run.start, run.end)
  }
  return {
    text,
    rawAt(offset) {
      let i = starts.length - 1
      while (i > 0 && (starts[i] as number) > offset) i--
      return (shown[i]?.start ?? 0) + offset - (starts[i] ?? 0)
    },
  }
}

/** A line cut to what is painted at once; more is a click away. */
export const SHOWN = 4096

export function paintedRuns(raw: string, from: AnsiStyle, whole: boolean): { runs: Run[]; hidden: number } {
  if (goesBack(raw)) return cutRuns(settle(raw, parseAnsi(raw, from).runs), whole ? Number.POSITIVE_INFINITY : SHOWN)
  const cut = !whole && raw.length > SHOWN
  const text = cut ? raw.slice(0, /[\ud800-\udbff]/.test(raw.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN) : raw
  return { runs: parseAnsi(text, from).runs, hidden: raw.length - text.length }
}
