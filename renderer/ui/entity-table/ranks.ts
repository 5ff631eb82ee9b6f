import type { CellValue } from './types.ts'

export const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/**
 * Places of the texts of a column among each other, by the function that reads them. Comparing two texts as people order
 * them takes the greater part of a sort, and the texts of a column seldom change: with their places at hand a filter's
 * keystroke or a change of direction compares numbers only.
 */
const known = new WeakMap<object, ReadonlyMap<string, number>>()

/** How two present values of a column are ordered: numbers and booleans by size, everything else as text with numbers in it by size. */
export function comparison(column: object, values: readonly CellValue[]): (a: CellValue, b: CellValue) => number {
  const ranks = ranksOf(column, values)
  return (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a - b
    if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
    return (ranks.get(String(a)) ?? 0) - (ranks.get(String(b)) ?? 0)
  }
}

function ranksOf(column: object, values: readonly CellValue[]): ReadonlyMap<string, number> {
  const before = known.get(column)
  // Numbers among themselves need no places, but among texts they stand as texts.
  const mixed = values.some((value) => typeof value === 'string')
  const texts = mixed ? values.filter((value) => value !== null && value !== undefined).map(String) : []
  if (before !== undefined && texts.every((text) => before.has(text))) return before
  const ranks = new Map<string, number>()
  let place = 0
  let last: string | undefined
  for (const text of [...new Set(texts)].sort(collator.compare)) {
    if (last !== undefined && collator.compare(last, text) !== 0) place++
    ranks.set(text, place)
    last = text
  }
  known.set(column, ranks)
  return ranks
}
