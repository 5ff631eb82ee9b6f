/**
 * Words of a command line by the POSIX shell's quoting (XCU 2.2: quotes and backslash; no expansion of any kind).
 * @returns null when a quote is left open.
 */
export function splitWords(line: string): string[] | null {
  const words: string[] = []
  let word: string | null = null
  let quote: '"' | "'" | null = null
  for (let i = 0; i < line.length; i++) {
    const c = line.charAt(i)
    if (quote === "'") {
      if (c === "'") quote = null
      else word = (word ?? '') + c
    } else if (c === '\\' && i + 1 < line.length) {
      const next = line.charAt(++i)
      // Inside double quotes a backslash quotes only these; elsewhere anything, and a newline vanishes.
      if (quote === '"' && !'$`"\\\n'.includes(next)) word = `${word ?? ''}\\${next}`
      else if (next !== '\n') word = (word ?? '') + next
    } else if (quote === '"') {
      if (c === '"') quote = null
      else word = (word ?? '') + c
    } else if (c === '"' || c === "'") {
      quote = c
      word ??= ''
    } else if (/\s/.test(c)) {
      if (word !== null) words.push(word)
      word = null
    } else word = (word ?? '') + c
  }
  if (quote !== null) return null
  if (word !== null) words.push(word)
  return words
}

/** One word so that a POSIX shell reads exactly it. */
export function quoteWord(word: string): string {
  return /^[a-zA-Z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** A command line of which a POSIX shell reads exactly these words. */
export const joinWords = (words: readonly string[]): string => words.map(quoteWord).join(' ')
