import { create } from 'zustand'
import { type Direction, type Layout, panesOf, readLayout, removePane, setRatio, splitPane } from './layout.ts'

/**
 * A tab of the dock, or a pane of one that is split. `kind` names the feature's renderer of it, `params` is that feature's
 * own, JSON; `title` is what it was opened as, for kinds that do not tell it anew; `name` is what the user calls it.
 */
export type DockTab = { id: string; kind: string; title: string; name?: string; params: unknown }

/** Where the user is; kept over a reload of the page. */
export type ViewState = {
  /** Id of the feature whose view is shown. */
  route: string
  /** Ids selected in each feature's table, in order; the last one drives the inspector. */
  selected: Record<string, string[]>
  /** Tab of each feature's inspector. */
  inspectorTab: Record<string, string>
  tabs: DockTab[]
  /** How the panes of split tabs lie, by the id of the group; a tab that is in none of them is a group of its own. */
  splits: Record<string, Layout>
  /** The pane that was used last in each group. */
  front: Record<string, string>
  /** The pane that is used now. */
  activeTab: string | null
  dockOpen: boolean
}

const KEY = 'gantry.view'
const empty: ViewState = {
  route: 'containers',
  selected: {},
  inspectorTab: {},
  tabs: [],
  splits: {},
  front: {},
  activeTab: null,
  dockOpen: false,
}

function restore(): ViewState {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
    return typeof kept === 'object' && kept !== null ? mend({ ...empty, ...kept }) : empty
  } catch {
    return empty
  }
}

/** Only panes that are there, each once. */
function mend(v: ViewState): ViewState {
  const free = new Set(v.tabs.map(({ id }) => id))
  const splits: Record<string, Layout> = {}
  for (const [group, kept] of Object.entries(v.splits)) {
    const layout = readLayout(kept, free)
    if (layout === null) continue
    splits[group] = layout
    for (const pane of panesOf(layout)) free.delete(pane)
  }
  return { ...v, splits }
}

export const useView = create<ViewState>(() => restore())
useView.subscribe((state) => {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(state))
  } catch {
    // A full or forbidden storage costs only the memory of where one was.
  }
})

export const goTo = (route: string): void => useView.setState({ route })

export function select(feature: string, ids: string[]): void {
  useView.setState((v) => ({ selected: { ...v.selected, [feature]: ids } }))
}

/** Shows an object in its feature's table and inspector, on a given inspector tab if one is named. */
export function reveal(feature: string, id: string, tab?: string): void {
  useView.setState((v) => ({
    route: feature,
    selected: { ...v.selected, [feature]: [id] },
    inspectorTab: tab === undefined ? v.inspectorTab : { ...v.inspectorTab, [feature]: tab },
  }))
}

export function setInspectorTab(feature: string, tab: string): void {
  useView.setState((v) => ({ inspectorTab: { ...v.inspectorTab, [feature]: tab } }))
}

export type Beside = { pane: string; dir: Direction }

/** Opens a dock tab, in a tab of its own or as a pane beside another, or brings the one with this id to the front. */
export function openTab(tab: DockTab, beside?: Beside): void {
  useView.setState((v) => {
    if (v.tabs.some((t) => t.id === tab.id)) return { ...fronted(v, tab.id), dockOpen: true }
    return { ...settled({ ...v, tabs: [...v.tabs, tab] }, tab.id, beside), dockOpen: true }
  })
}

export function updateTab(id: string, change: Partial<Omit<DockTab, 'id'>>): void {
  useView.setState((v) => ({ tabs: v.tabs.map((t) => (t.id === id ? { ...t, ...change } : t)) }))
}

/** The group whose panes this one lies among. */
export const groupOf = ({ splits }: Pick<ViewState, 'splits'>, pane: string): string =>
  Object.keys(splits).find((group) => panesOf(splits[group] ?? { pane: '' }).includes(pane)) ?? pane

export const layoutOf = ({ splits }: Pick<ViewState, 'splits'>, group: string): Layout => splits[group] ?? { pane: group }

/** The groups in the order of their tabs, each with its panes. */
export function groupsOf(v: Pick<ViewState, 'splits' | 'tabs'>): { id: string; panes: string[] }[] {
  const ids = [...new Set(v.tabs.map(({ id }) => groupOf(v, id)))]
  return ids.map((id) => ({ id, panes: panesOf(layoutOf(v, id)) }))
}

const fronted = (v: ViewState, pane: string): ViewState => ({
  ...v,
  activeTab: pane,
  front: { ...v.front, [groupOf(v, pane)]: pane },
})

/** Gives a pane that lies nowhere its place, and turns to it. */
function settled(v: ViewState, pane: string, beside?: Beside): ViewState {
  const splits = { ...v.splits }
  if (beside !== undefined && v.tabs.some(({ id }) => id === beside.pane)) {
    const group = groupOf(v, beside.pane)
    splits[group] = splitPane(layoutOf(v, group), beside.pane, beside.dir, pane)
  } else if (splits[pane] !== undefined) {
    // A group bears the name of a pane that has left it.
    let group = `${pane}+`
    while (splits[group] !== undefined) group += '+'
    splits[group] = { pane }
  }
  return fronted({ ...v, splits }, pane)
}

/** Takes a pane out of its group; what lay beside it gets its place, and the group keeps its id. */
function loosened(v: ViewState, pane: string): ViewState {
  const group = groupOf(v, pane)
  const { [group]: layout, ...others } = v.splits
  const rest = layout === undefined ? null : removePane(layout, pane)
  return { ...v, splits: rest === null ? others : { ...others, [group]: rest } }
}

/** Takes the pane away; its neighbour comes to the front. The kind's own `onClose` is called by the dock before. */
export function dropTab(id: string): void {
  useView.setState((v) => {
    const group = groupOf(v, id)
    const at = groupsOf(v).findIndex((one) => one.id === group)
    const left = loosened({ ...v, tabs: v.tabs.filter((t) => t.id !== id) }, id)
    const groups = groupsOf(left)
    const next = groups.find((one) => one.id === group) ?? groups[Math.min(at, groups.length - 1)]
    const { [group]: _front, ...front } = v.front
    const activeTab = v.activeTab === id ? frontOf(left, next) : v.activeTab
    return { ...left, front: v.front[group] === id ? front : v.front, activeTab, dockOpen: v.dockOpen && groups.length > 0 }
  })
}

function frontOf(v: ViewState, group: { id: string; panes: string[] } | undefined): string | null {
  if (group === undefined) return null
  const kept = v.front[group.id]
  return (kept !== undefined && group.panes.includes(kept) ? kept : group.panes[0]) ?? null
}

/** Turns to a tab: to the pane that was used last in it. */
export const activateTab = (group: string): void =>
  useView.setState((v) => ({
    activeTab:
      frontOf(
        v,
        groupsOf(v).find(({ id }) => id === group),
      ) ?? group,
    dockOpen: true,
  }))

export const focusPane = (pane: string): void => useView.setState((v) => (v.activeTab === pane ? v : fronted(v, pane)))

/** Moves a whole tab to this place among the tabs. */
export function moveTab(group: string, to: number): void {
  useView.setState((v) => {
    const groups = groupsOf(v)
    const moved = groups.find(({ id }) => id === group)
    if (moved === undefined) return v
    const order = groups.filter((one) => one !== moved)
    order.splice(Math.max(0, Math.min(to, order.length)), 0, moved)
    const rank = new Map(order.flatMap(({ panes }, at) => panes.map((pane) => [pane, at])))
    return { tabs: [...v.tabs].sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0)) }
  })
}

/** One place to the left (-1) or right (1). */
export function stepTab(group: string, step: -1 | 1): void {
  const at = groupsOf(useView.getState()).findIndex(({ id }) => id === group)
  if (at >= 0) moveTab(group, at + step)
}

/** Lays a pane beside another one, or, without one, into a tab of its own. */
export function movePane(pane: string, beside?: Beside): void {
  useView.setState((v) => (pane === beside?.pane ? v : settled(loosened(v, pane), pane, beside)))
}

export function resizeSplit(group: string, path: string, ratio: number): void {
  useView.setState((v) => ({ splits: { ...v.splits, [group]: setRatio(layoutOf(v, group), path, ratio) } }))
}

export const setDockOpen = (dockOpen: boolean): void => useView.setState({ dockOpen })
