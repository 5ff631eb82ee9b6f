import type { DockKind } from '../feature.ts'
import { escapeControls } from '../ui/index.ts'
import type { Direction } from '../world/layout.ts'
import { type DockTab, dropTab, groupsOf, openTab, useView } from '../world/view.ts'
import { features } from './features.ts'

const TITLE_CAP = 80

const kinds: ReadonlyMap<string, DockKind> = new Map(features.flatMap((feature) => Object.entries(feature.dock ?? {})))

export const kindOf = (tab: DockTab | undefined): DockKind | undefined => (tab === undefined ? undefined : kinds.get(tab.kind))

export const iconOf = (tab: DockTab | undefined): DockKind['Icon'] | undefined => {
  const kind = kindOf(tab)
  return tab === undefined ? undefined : (kind?.iconOf?.(tab) ?? kind?.Icon)
}

/** What its feature calls it, in the language of now. */
export const titleOf = (tab: DockTab): string => kindOf(tab)?.title?.(tab) ?? tab.title

/** What the user calls it, else what its feature does. */
export const nameOf = (tab: DockTab): string => escapeControls(tab.name ?? titleOf(tab), TITLE_CAP)

/** The part of its name that is not cut; of one that the user gave, the ordinary one. */
export const keptOf = (tab: DockTab | undefined): DockKind['keep'] => (tab?.name === undefined ? kindOf(tab)?.keep : undefined)

export const tabOf = (pane: string): DockTab | undefined => useView.getState().tabs.find(({ id }) => id === pane)

/** Asks the pane's own kind first; it may say no. */
export async function closePane(pane: string): Promise<void> {
  const tab = tabOf(pane)
  if (!tab) return
  const willing = (await kindOf(tab)?.onClose?.(tab)) ?? true
  if (willing) dropTab(pane)
}

/** A tab with all its panes. */
export async function closeGroup(group: string): Promise<void> {
  const panes = groupsOf(useView.getState()).find(({ id }) => id === group)?.panes ?? []
  for (const pane of panes) await closePane(pane)
}

/** Pixels below which a pane is of no use. */
export const LEAST = { row: 160, column: 64 } as const

/** Whether both halves would still be of use; a dock that is not drawn says yes. */
export function canSplit(pane: string, dir: Direction): boolean {
  const tab = tabOf(pane)
  if (kindOf(tab)?.another === undefined) return false
  const place = document.querySelector(`[data-pane="${CSS.escape(pane)}"]`)?.getBoundingClientRect()
  if (place === undefined || place.width === 0) return true
  return (dir === 'row' ? place.width : place.height) >= 2 * LEAST[dir]
}

/** Another one like it, to the right or below. */
export function split(pane: string, dir: Direction): void {
  const tab = tabOf(pane)
  const another = kindOf(tab)?.another
  if (tab !== undefined && another !== undefined && canSplit(pane, dir)) openTab(another(tab), { pane, dir })
}
