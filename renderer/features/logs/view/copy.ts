import { stripSequences } from '../ansi/parse.ts'
import { PLAIN } from '../ansi/style.ts'
import type { LogStore } from '../store/store.ts'
import { decode, paintedRuns, seenText } from './content.ts'
import { type StampMode, stampFull } from './stamps.ts'

export type CopyOptions = {
  /** Whole stamps before whole lines, and the source's name when there are several. */
  stamps: StampMode
  names: readonly string[]
  /** Without escape sequences, and a line that was written over as it was left. */
  plain: boolean
  /** Whether a line is in the view: what a filter hides is not copied. */
  shown?(line: number): boolean
}

type Span = { from: { line: number; at: number }; to: { line: number; at: number } }

/**
 * The lines from one place to another as they were logged: every character, cut only at the two places. A text that begins or
 * ends within a line is just that text.
 */
export function copyText(store: LogStore, { from, to }: Span, { stamps, names, plain, shown }: CopyOptions): string {
  const lines: string[] = []
  const whole = from.at === 0 && endsLine(store, from.line, to)
  for (let number = Math.max(from.line, store.first); number <= to.line && number < store.end; number++) {
    if (shown?.(number) === false) continue
    const line = store.line(number)
    if (line.notice !== 0) continue
    const raw = decode(line)
    const start = number === from.line ? from.at : 0
    const part = raw.slice(start, number === to.line ? to.at : raw.length).replace(/\r$/, '')
    const text = plain ? stripSequences(part === raw ? seen(raw) : part) : part
    const none = !whole || stamps === 'off' || (number === to.line && to.at === 0 && number > from.line)
    const prefix = none ? '' : prefixOf(stampFull(line.sec, line.nano, stamps), names, line.source)
    lines.push(prefix + text)
  }
  return lines.join('\n')
}

const seen = (raw: string): string => seenText(raw, paintedRuns(raw, PLAIN, true).runs).text

/** Whether a place is the end of its line, or the beginning of the one after. */
function endsLine(store: LogStore, from: number, { line, at }: Span['to']): boolean {
  if (line < store.first || line >= store.end || (at === 0 && line > from)) return true
  const last = store.line(line)
  return last.notice !== 0 || decode(last).slice(at).replace(/\r$/, '') === ''
}

function prefixOf(stamp: string, names: readonly string[], source: number): string {
  const name = names.length > 1 ? `${names[source] ?? ''} ` : ''
  return `${stamp === '' ? '' : `${stamp} `}${name}`
}
