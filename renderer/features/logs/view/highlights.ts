import { PLAIN } from '../ansi/style.ts'
import type { Search } from '../find/search.ts'
import { paintedRuns, seenText } from './content.ts'
import { named } from './dom.ts'
import { paintMarks } from './marks.ts'
import type { Row } from './row.ts'
import type { LogSelection } from './selection.ts'

const SELECTED = 'gantry-log-selection'
const MATCH = 'gantry-log-match'
const CURRENT = 'gantry-log-current'
const SIFTED = 'gantry-log-sifted'

/** What is marked in the painted lines. */
export type Marked = { selection: LogSelection; search: Search | null; sifted: Search | null; current: number }

/** Marks what is selected, found and filtered for in the rows of one view. */
export function highlight(owner: object, rows: readonly Row[], { selection, search, sifted, current }: Marked): void {
  const ranges: Record<string, Range[]> = { [SELECTED]: [], [MATCH]: [], [CURRENT]: [], [SIFTED]: [] }
  for (const row of rows) {
    row.element.classList.toggle(named('looked'), row.line === current && row.raw !== '')
    if (row.index === null || row.raw === '') continue
    const part = selection.within(row.line)
    if (part !== null) ranges[SELECTED]?.push(...row.ranges(part.start, part.end))
    if (search === null && sifted === null) continue
    const { runs } = paintedRuns(row.raw, PLAIN, true)
    const seen = seenText(row.raw, runs)
    const found = (by: Search | null): Range[] =>
      (by?.ranges(seen.text) ?? []).flatMap(({ start, end }) => row.ranges(seen.rawAt(start), seen.rawAt(end - 1) + 1))
    ranges[row.line === current ? CURRENT : MATCH]?.push(...found(search))
    ranges[SIFTED]?.push(...found(sifted))
  }
  for (const [name, of] of Object.entries(ranges)) paintMarks(name, owner, of)
}

export function clearHighlights(owner: object): void {
  for (const name of [SELECTED, MATCH, CURRENT, SIFTED]) paintMarks(name, owner, [])
}
