import { patternSource } from '../../../../shared/log-pattern.ts'
import { stripSequences } from '../ansi/parse.ts'
import { ByteSearch } from './byte-search.ts'

export type Query = { text: string; matchCase: boolean; regex: boolean; wholeWord?: boolean }

/** A match in a text, counted in its characters. */
export type Span = { start: number; end: number }

/** How a query is looked for. `bytes` is set when the bytes themselves can be searched: far faster, the same answer. */
export type Matcher = {
  bytes: ByteSearch | null
  test(text: string): boolean
  /** Every match in a text as it is seen, at most `max`. */
  ranges(text: string, max?: number): Span[]
}

const ASCII = /^[\u0000-\u007f]*$/

/** The query made ready; an error's text for a regular expression that is none. */
export function makeMatcher({ text, matchCase, regex, wholeWord = false }: Query): Matcher | { error: string } {
  let pattern: RegExp
  try {
    const { source, flags } = patternSource({ text, matchCase, regex, wholeWord })
    pattern = new RegExp(source, `g${flags}`)
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
  const foldable = matchCase || ASCII.test(text)
  const needle = new TextEncoder().encode(matchCase ? text : text.toLowerCase())
  return {
    bytes: regex || wholeWord || !foldable ? null : new ByteSearch(needle, !matchCase),
    test(line) {
      pattern.lastIndex = 0
      return pattern.test(line)
    },
    ranges(line, max = 200) {
      const ranges: Span[] = []
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
