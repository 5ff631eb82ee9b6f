import { create } from 'zustand'

/** A tab of the dock. `kind` names the feature's renderer of it, `params` is that feature's own, JSON. */
export type DockTab = { id: string; kind: string; title: string; params: unknown }

/** Where the user is; kept over a reload of the page. */
export type ViewState = {
  /** Id of the feature whose view is shown. */
  route: string
  /** Ids selected in each feature's table, in order; the last one drives the inspector. */
  selected: Record<string, string[]>
  /** Tab of each feature's inspector. */
  inspectorTab: Record<string, string>
  tabs: DockTab[]
  activeTab: string | null
  dockOpen: boolean
}

const KEY = 'gantry.view'
const empty: ViewState = { route: 'containers', selected: {}, inspectorTab: {}, tabs: [], activeTab: null, dockOpen: false }

function restore(): ViewState {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
    return typeof kept === 'object' && kept !== null ? { ...empty, ...kept } : empty
  } catch {
    return empty
  }
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

/** Opens a dock tab, or brings the one with this id to the front. */
export function openTab(tab: DockTab): void {
  useView.setState((v) => ({
    tabs: v.tabs.some((t) => t.id === tab.id) ? v.tabs : [...v.tabs, tab],
    activeTab: tab.id,
    dockOpen: true,
  }))
}

export function updateTab(id: string, change: Partial<Omit<DockTab, 'id'>>): void {
  useView.setState((v) => ({ tabs: v.tabs.map((t) => (t.id === id ? { ...t, ...change } : t)) }))
}

/** Takes the tab away; its neighbour comes to the front. The kind's own `onClose` is called by the dock before. */
export function dropTab(id: string): void {
  useView.setState((v) => {
    const at = v.tabs.findIndex((t) => t.id === id)
    const tabs = v.tabs.filter((t) => t.id !== id)
    const activeTab = v.activeTab === id ? (tabs[Math.min(at, tabs.length - 1)]?.id ?? null) : v.activeTab
    return { tabs, activeTab, dockOpen: v.dockOpen && tabs.length > 0 }
  })
}

export const activateTab = (id: string): void => useView.setState({ activeTab: id, dockOpen: true })
export const setDockOpen = (dockOpen: boolean): void => useView.setState({ dockOpen })
