import { parseAnsi, type Run, stripSequences } from '../ansi/parse.ts'
import { type AnsiStyle, PLAIN } from '../ansi/style.ts'

/** A field of the outermost object: its name and where its value stands in the line. */
export type JsonField = { key: string; start: number; end: number }

/** Where programs put what they have to say. */
const MESSAGE = ['message', 'msg', '@m', '@mt', 'event', 'text', 'log', 'error']
const DIM: AnsiStyle = { ...PLAIN, dim: true }
const NAME: AnsiStyle = { ...PLAIN, fg: 12 }
/** Longer ones are shown as they are. Characters. */
const LONGEST = 16_384
/** A column is no wider, nor a name longer. Characters. */
export const WIDEST = 24

const STRING = '"[^"\\\\]*(?:\\\\.[^"\\\\]*)*"'
const TOKEN = new RegExp(`${STRING}|[{}[\\],:]|[^\\s{}[\\],:"]+|\\s+`, 'y')

/** The fields of a line that is one JSON object; null for any other line. */
export function jsonFields(raw: string): JsonField[] | null {
  if (raw.charCodeAt(0) !== 0x7b || raw.length > LONGEST || !isJson(raw)) return null
  const fields: JsonField[] = []
  let depth = 0
  let key: string | null = null
  let start = -1
  each(raw, (token, at) => {
    const end = at + token.length
    if ('}]'.includes(token)) depth--
    if (depth === 1 && '}],'.includes(token) && token !== ',') fields.push({ key: key ?? '', start, end })
    else if (depth === 1 && token === ',') key = null
    else if (depth === 1 && token !== ':' && !'{['.includes(token)) {
      if (key === null) key = JSON.parse(token) as string
      else fields.push({ key, start: at, end })
    } else if (depth === 1 && '{['.includes(token)) start = at
    if ('{['.includes(token)) depth++
  })
  return fields
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Every token that is not white space. */
function each(raw: string, visit: (token: string, at: number) => void): void {
  TOKEN.lastIndex = 0
  for (let match = TOKEN.exec(raw); match !== null; match = TOKEN.exec(raw)) if (match[0].trim() !== '') visit(match[0], match.index)
}

/** The field that says what happened. */
export function messageOf(raw: string, fields: readonly JsonField[]): JsonField | null {
  for (const name of MESSAGE) {
    const field = fields.find(({ key, start }) => key === name && raw[start] !== '{' && raw[start] !== '[')
    if (field !== undefined) return field
  }
  return null
}

export type Column = { key: string; width: number }

/** What the line says, after the columns; every part where it stands in the line. Null when it says nothing we know of. */
export function foldedRuns(raw: string, fields: readonly JsonField[], columns: readonly Column[]): Run[] | null {
  const message = messageOf(raw, fields)
  if (message === null) return null
  const runs: Run[] = []
  for (const { key, width } of columns) {
    const field = fields.find((one) => one.key === key)
    const value = field === undefined ? [] : valueRuns(raw, field, NAME)
    const pad = Math.max(0, width - lengthOf(value)) + 1
    const at = field?.end ?? 0
    runs.push(...value.map((run) => ({ ...run, title: key })), { start: at, end: at, style: DIM, shown: ' '.repeat(pad), text: true })
  }
  return [...runs, ...valueRuns(raw, message, PLAIN)]
}

const lengthOf = (runs: readonly Run[]): number => runs.reduce((sum, { start, end, shown }) => sum + (shown?.length ?? end - start), 0)

/** Characters a value takes in a column. */
export const widthOf = (raw: string, field: JsonField): number => Math.min(WIDEST, lengthOf(valueRuns(raw, field, PLAIN)))

function valueRuns(raw: string, { start, end }: JsonField, style: AnsiStyle): Run[] {
  if (raw[start] !== '"') return [{ start, end, style, shown: null }]
  const inner = raw.slice(start + 1, end - 1)
  if (!inner.includes('\\')) return runsAt(inner, start + 1, style)
  const text = stripSequences(JSON.parse(raw.slice(start, end)) as string).replaceAll('\n', ' ⏎ ')
  const shown = parseAnsi(text)
    .runs.map((run) => run.shown ?? text.slice(run.start, run.end))
    .join('')
  return [{ start: start + 1, end: end - 1, style, shown, text: true }]
}

/** A part of the line with what is hidden in it made visible. */
const runsAt = (text: string, at: number, style: AnsiStyle): Run[] =>
  parseAnsi(text, style).runs.map((run) => ({ ...run, start: run.start + at, end: run.end + at }))

/** The whole line with its own characters in their order; in `rows`, with a field in each. */
export function unfoldedRuns(raw: string, rows = true): Run[] {
  if (!rows) return runsAt(raw, 0, PLAIN)
  const runs: Run[] = []
  let depth = 0
  let before = ''
  const space = (at: number, shown: string) => runs.push({ start: at, end: at, style: PLAIN, shown, text: true })
  const row = (at: number) => space(at, `\n${'  '.repeat(depth)}`)
  each(raw, (token, at) => {
    const opened = before === '{' || before === '['
    if (token === '}' || token === ']') {
      depth--
      if (!opened) row(at)
    } else if (opened || before === ',') row(at)
    else if (before === ':') space(at, ' ')
    const name = token.startsWith('"') && /^\s*:/.test(raw.slice(at + token.length, at + token.length + 8))
    runs.push(...runsAt(token, at, name ? NAME : '{}[],:'.includes(token) ? DIM : PLAIN))
    if (token === '{' || token === '[') depth++
    before = token
  })
  return runs
}
