/** A place in a file, and the part of the text that names it: from `start` up to and without `end`. */
export type FilePlace = { start: number; end: number; text: string }

const PATH = String.raw`[\p{L}\p{N}_.@+~%/\-]{1,400}`
/** A path begins after a space, a bracket, a quote; not in the middle of an address. */
const BEFORE = String.raw`(?<![\p{L}\p{N}_.@+~%/\-:\\])`
/** `src/app.ts:12:3`, and `src/app.ts(12,3)` as some compilers write it. */
const PLACE = new RegExp(
  `${BEFORE}(?<path>${PATH})(?:\\.(?<ext>\\p{L}[\\p{L}\\p{N}_]{0,9})|/(?<bare>Makefile|Dockerfile))` +
    String.raw`(?::(?<line>\d{1,7})(?::(?<column>\d{1,5}))?(?![\p{L}\p{N}_/.]\S)|\((?<line2>\d{1,7}),(?<column2>\d{1,5})\))`,
  'gu',
)
/** `File "/app/main.py", line 12` */
const PYTHON = /File "(?<path>[^"\n]{1,400})", line (?<line>\d{1,7})/gu

/** Without a folder `name.word:12` may as well be a host and its port: then only what ends as files of programs do. */
const ENDINGS = new Set(
  'c cc cfg clj conf cpp cs css cxx dart env ex exs go gradle graphql h hpp hs html ini java js json jsx kt lock log lua m md mjs cjs ml mm php pl properties proto ps1 py r rb rs scala scss sh sql svelte swift tf toml ts tsx txt vue xml yaml yml zig'.split(
    ' ',
  ),
)

/** The places in files that a line of a terminal names. */
export function filePlaces(line: string): FilePlace[] {
  const found: FilePlace[] = []
  for (const match of line.matchAll(PLACE)) {
    const { path = '', ext, bare, line: row, column, line2, column2 } = match.groups ?? {}
    if (ext !== undefined && !path.includes('/') && !ENDINGS.has(ext.toLowerCase())) continue
    const name = `${path}${ext === undefined ? `/${bare ?? ''}` : `.${ext}`}`
    const place = [name, row ?? line2, column ?? column2].filter((part) => part !== undefined).join(':')
    found.push({ start: match.index, end: match.index + match[0].length, text: place })
  }
  for (const match of line.matchAll(PYTHON)) {
    const { path = '', line: row = '' } = match.groups ?? {}
    found.push({ start: match.index, end: match.index + match[0].length, text: `${path}:${row}` })
  }
  return found
}
