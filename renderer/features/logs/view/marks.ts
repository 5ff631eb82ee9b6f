const owned = new Map<string, Map<object, Range[]>>()

/**
 * Paints ranges of text by a CSS highlight (`::highlight(name)`), which touches no element. The page has one registry of names:
 * several views share it, each replacing its own ranges.
 */
export function paintMarks(name: string, owner: object, ranges: Range[]): void {
  if (typeof Highlight === 'undefined') return
  const owners = owned.get(name) ?? new Map<object, Range[]>()
  owned.set(name, owners)
  const before = owners.get(owner)
  if (ranges.length === 0 && before === undefined) return
  const highlight = CSS.highlights.get(name) ?? new Highlight()
  for (const range of before ?? []) highlight.delete(range)
  for (const range of ranges) highlight.add(range)
  if (ranges.length === 0) owners.delete(owner)
  else owners.set(owner, ranges)
  CSS.highlights.set(name, highlight)
}
