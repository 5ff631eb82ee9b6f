/** What is looked for in whole logs. */
export type LogPattern = { text: string; regex: boolean; matchCase: boolean; wholeWord: boolean }

const PLAIN_WORD = ['(?<![\\p{L}\\p{N}_])(?:', ')(?![\\p{L}\\p{N}_])'] as const
const OLD_WORD = ['(?<!\\w)(?:', ')(?!\\w)'] as const

/**
 * The pattern as a regular expression's source. Throws a `SyntaxError` for one that is none.
 * By characters (`u`); where that grammar is too strict (`{"level"`, `\_`), as every other tool reads it.
 */
export function patternSource({ text, regex, matchCase, wholeWord }: LogPattern): { source: string; flags: string } {
  const inner = regex ? text : text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  const flags = matchCase ? '' : 'i'
  const words = (frame: readonly [string, string]): string => (wholeWord ? `${frame[0]}${inner}${frame[1]}` : inner)
  // On its own first: brackets that are not paired must not pair with those of the frame.
  try {
    new RegExp(inner, `${flags}u`)
    return { source: words(PLAIN_WORD), flags: `${flags}u` }
  } catch {
    new RegExp(inner, flags)
    return { source: words(OLD_WORD), flags }
  }
}
