import { stripSequences } from '../ansi/parse.ts'

export type Query = { text: string; matchCase: boolean; regex: boolean }

/** How a query is looked for. `bytes` is set when the bytes themselves can be searched: far faster, the same answer. */
export type Matcher = {
  bytes: { needle: string; fold: boolean } | null
  test(text: string): boolean
  /** Every match in a text as it is seen, at most `max`. */
  ranges(text: string, max?: number): { start: number; end: number }[]
}

/** One code unit a byte, so that offsets in the string are offsets in the bytes. */
export const byteDecoder = new TextDecoder('windows-1252')
const ASCII = /^[\u0000-\u007f]*$/

/** The query made ready; an error's text for a regular expression that is none. */
export function makeMatcher({ text, matchCase, regex }: Query): Matcher | { error: string } {
  let pattern: RegExp
  try {
    pattern = new RegExp(regex ? text : text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), matchCase ? 'gu' : 'giu')
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
  const foldable = matchCase || ASCII.test(text)
  const needle = byteDecoder.decode(new TextEncoder().encode(matchCase ? text : text.toLowerCase()))
  return {
    bytes: regex || !foldable ? null : { needle, fold: !matchCase },
    test(line) {
      pattern.lastIndex = 0
      return pattern.test(line)
    },
    ranges(line, max = 200) {
      const ranges: { start: number; end: number }[] = []
      pattern.lastIndex = 0
      for (let m = pattern.exec(line); m !== null && ranges.length < max; m = pattern.exec(line)) {
        if (m[0] === '') pattern.lastIndex++
        else ranges.push({ start: m.index, end: m.index + m[0].length })
      }
      return ranges
    },
  }
}

/** Whether a line as it was logged matches as it is seen. */
export const matchesLine = (matcher: Matcher, raw: string): boolean => matcher.test(stripSequences(raw))
