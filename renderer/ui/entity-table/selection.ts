/** Selected ids in the order they were chosen; the last is the lead, the one an inspector shows. */
export type Selected = readonly string[]

const without = (selected: Selected, id: string): string[] => selected.filter((other) => other !== id)

export function toggle(selected: Selected, id: string): string[] {
  return selected.includes(id) ? without(selected, id) : [...selected, id]
}

/** Everything between anchor and target in drawing order, the target last so that it leads. */
export function range(order: readonly string[], anchor: string | null, target: string): string[] {
  const to = order.indexOf(target)
  const from = anchor === null ? to : order.indexOf(anchor)
  if (to < 0) return []
  if (from < 0) return [target]
  const part = order.slice(Math.min(from, to), Math.max(from, to) + 1)
  return [...without(part, target), target]
}

/** All in drawing order; the lead stays the lead. */
export function all(order: readonly string[], selected: Selected): string[] {
  const lead = selected.at(-1)
  return lead !== undefined && order.includes(lead) ? [...without(order, lead), lead] : [...order]
}

/** Leaves out what is gone; the same array when nothing is. */
export function prune(selected: Selected, exists: (id: string) => boolean): Selected {
  return selected.every(exists) ? selected : selected.filter(exists)
}

/** Esc: from many to the lead, from one to none. */
export function narrow(selected: Selected): string[] {
  return selected.length > 1 ? selected.slice(-1) : []
}

/** First position after `from` (going round) whose name starts with what was typed; -1 for none. */
export function typeAhead(names: (index: number) => string | null, count: number, from: number, typed: string): number {
  const wanted = typed.toLocaleLowerCase()
  // A repeated letter goes on to the next; a longer word may stay where it is.
  const start = typed.length === 1 ? from + 1 : from
  for (let step = 0; step < count; step++) {
    const index = (((start + step) % count) + count) % count
    if (names(index)?.toLocaleLowerCase().startsWith(wanted)) return index
  }
  return -1
}
