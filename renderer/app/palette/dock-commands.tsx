import { PanelBottom } from 'lucide-react'
import { useMemo } from 'react'
import type { Command } from '../../feature.ts'
import { useT } from '../../i18n/index.ts'
import type { MenuItem } from '../../ui/index.ts'
import { activateTab, groupOf, groupsOf, useView, type ViewState } from '../../world/view.ts'
import { nameOf } from '../dock-actions.ts'
import { paneMenu, tabMenu } from '../dock-menu.ts'

/** The tabs of the dock, and what can be done with the pane that is used: a terminal has every key but the palette's. */
export function useDockCommands(): Command[] {
  const t = useT()
  const view = useView()
  return useMemo(() => {
    const hint = t('app.dock.hint')
    const pane = view.activeTab
    if (pane === null) return []
    const seen = new Set<string>()
    const does = [...paneMenu(pane, t), ...tabMenu(groupOf(view, pane), t)].filter(({ id }) => !seen.has(id) && seen.add(id))
    return [...tabsOf(view, hint), ...does.flatMap((item) => commandsOf(item, hint))]
  }, [t, view])
}

const tabsOf = (view: ViewState, hint: string): Command[] =>
  groupsOf(view).map(({ id, panes }) => {
    const tab = view.tabs.find((one) => one.id === panes[0])
    return { id: `tab:${id}`, title: tab === undefined ? '' : nameOf(tab), hint, icon: ICON, run: () => activateTab(id) }
  })

const ICON = <PanelBottom size={15} />

function commandsOf(item: MenuItem, hint: string): Command[] {
  if (item.kind === 'submenu')
    return item.items.flatMap((one) => commandsOf(one, hint)).map((one) => ({ ...one, title: `${item.label}: ${one.title}` }))
  if ((item.kind !== undefined && item.kind !== 'item') || item.disabled === true) return []
  const { id, label, shortcut, onSelect } = item
  return [{ id: `tab.${id}`, title: label, hint, icon: ICON, ...(shortcut === undefined ? {} : { shortcut }), run: onSelect }]
}
