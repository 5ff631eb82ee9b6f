import { SEQUENCE } from '../../../../shared/log-sequences.ts'
import { type AnsiStyle, applySgr, PLAIN } from './style.ts'

/** A run of a line. `shown` is what is seen instead of `raw.slice(start, end)`: '' for a sequence without effect; with `text` it says the same. */
export type Run = { start: number; end: number; style: AnsiStyle; shown: string | null; text?: true; title?: string }

/** Controls, bidirectional marks and whatever else is not seen but changes what is (promises.md, T3). Tab and the joiners of emoji and Persian are left alone. */
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/u
const TOKEN = new RegExp(`${SEQUENCE.source}|(${HIDDEN.source})`, 'gu')

/** Cuts a line into runs of one look each; `from` is the look the line before left behind. */
export function parseAnsi(raw: string, from: AnsiStyle = PLAIN): { runs: Run[]; style: AnsiStyle } {
  const runs: Run[] = []
  let style = from
  let at = 0
  const end = raw.endsWith('\r') ? raw.length - 1 : raw.length // the carriage return of a TTY's CRLF
  TOKEN.lastIndex = 0
  for (let match = TOKEN.exec(raw); match !== null; match = TOKEN.exec(raw)) {
    const start = match.index
    if (start >= end) break
    if (start > at) runs.push({ start: at, end: start, style, shown: null })
    at = start + match[0].length
    const hidden = match[4]
    runs.push({ start, end: at, style, shown: hidden === undefined ? '' : visible(hidden) })
    if (match[3] === 'm' && match[2] === '' && !/[<-?]/.test(match[1] ?? '')) style = applySgr(style, match[1] ?? '')
  }
  if (at < end) runs.push({ start: at, end, style, shown: null })
  return { runs, style }
}

/** The text as it is seen, where sequences take no room: what one searches in. */
export function stripSequences(raw: string): string {
  return raw.includes('\u001b') ? raw.replace(STRIP, '') : raw
}
const STRIP = new RegExp(SEQUENCE.source, 'g')

/** The look after a line; cheaper than parsing it. */
export function styleAfter(raw: string, from: AnsiStyle): AnsiStyle {
  let style = from
  for (const [, parameters = '', between, final] of raw.matchAll(STRIP))
    if (final === 'm' && between === '' && !/[<-?]/.test(parameters)) style = applySgr(style, parameters)
  return style
}

function visible(character: string): string {
  if (character === '\r') return '␍'
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`
}
