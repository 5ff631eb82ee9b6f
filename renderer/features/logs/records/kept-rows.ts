import type { RecordInfo } from '../../../../shared/contract/records.ts'
import type { LogTarget } from '../target.ts'

/** One thing to say of kept logs. `name`: all of them bear it; null for those of several. `goesOn`: a container of that name is still there. */
export type KeptRow = { name: string | null; names: readonly string[]; goesOn: boolean; records: readonly RecordInfo[] }

/** More names than these are told of in one row: the lines are what is looked at. */
const MOST_ROWS = 2

/** What is kept of the containers of a view that are gone: a row for each name, and one for all where there would be many. */
export function keptRows(records: readonly RecordInfo[], targets: readonly LogTarget[], hidden: ReadonlySet<string>): KeptRow[] {
  const ids = new Set(targets.map(({ id }) => id))
  const gone = records.filter((one) => one.state === 'removed' && ids.has(one.container) && !hidden.has(one.name))
  const goneIds = new Set(gone.map(({ container }) => container))
  const there = new Set(targets.filter(({ id }) => !goneIds.has(id)).map(({ name }) => name))
  const names = [...new Set(gone.map(({ name }) => name))]
  if (names.length > MOST_ROWS) return [{ name: null, names, goesOn: false, records: gone }]
  return names.map((name) => ({ name, names: [name], goesOn: there.has(name), records: gone.filter((one) => one.name === name) }))
}
