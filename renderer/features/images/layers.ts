import type { ImageHistoryEntry } from '../../../shared/contract/images.ts'

export type LayerGroups = {
  /** What it took over from its base, oldest first. */
  base: readonly ImageHistoryEntry[]
  /** What it adds. */
  own: readonly ImageHistoryEntry[]
}

const same = (a: ImageHistoryEntry, b: ImageHistoryEntry | undefined): boolean =>
  b !== undefined && a.instruction === b.instruction && a.size === b.size && a.created === b.created

/**
 * An image's history begins with its base's, entry for entry: builders copy it. So the two part where they first differ.
 * A base whose history was rewritten shares nothing that could be shown: then everything is the image's own.
 */
export function groupLayers(history: readonly ImageHistoryEntry[], baseHistory: readonly ImageHistoryEntry[]): LayerGroups {
  let at = 0
  while (at < history.length && at < baseHistory.length && same(history[at] as ImageHistoryEntry, baseHistory[at])) at += 1
  return at === baseHistory.length ? { base: history.slice(0, at), own: history.slice(at) } : { base: [], own: history }
}

export const sizeOf = (entries: readonly ImageHistoryEntry[]): number => entries.reduce((sum, { size }) => sum + size, 0)
