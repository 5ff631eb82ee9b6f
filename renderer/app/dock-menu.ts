import { Columns2, PanelRight, Pencil, Rows2, X } from 'lucide-react'
import type { Translate } from '../i18n/index.ts'
import type { MenuItem } from '../ui/index.ts'
import { activateTab, groupOf, groupsOf, movePane, stepTab, useView } from '../world/view.ts'
import { canSplit, closeGroup, closePane, iconOf, kindOf, nameOf, split, tabOf } from './dock-actions.ts'
import { renamePane } from './rename-dialog.tsx'

/** Of a tab of the dock; what is said of one pane is said of its first. */
export function tabMenu(group: string, t: Translate): MenuItem[] {
  const groups = groupsOf(useView.getState())
  const at = groups.findIndex(({ id }) => id === group)
  const panes = groups[at]?.panes ?? []
  return [
    ...paneMenu(panes[0] ?? '', t),
    { kind: 'separator', id: 's2' },
    { id: 'left', label: t('app.dock.moveLeft'), shortcut: 'Ctrl Shift PgUp', disabled: at <= 0, onSelect: () => stepTab(group, -1) },
    {
      id: 'right',
      label: t('app.dock.moveRight'),
      shortcut: 'Ctrl Shift PgDn',
      disabled: at === groups.length - 1,
      onSelect: () => stepTab(group, 1),
    },
    { kind: 'separator', id: 's3' },
    { id: 'close', label: t('app.dock.close'), icon: X, shortcut: 'Del', onSelect: () => void closeGroup(group) },
  ]
}

/** Every tab by its name, where the strip is too short for them; and what closes the one in front. */
export function listMenu(t: Translate): MenuItem[] {
  const view = useView.getState()
  const front = view.activeTab === null ? null : groupOf(view, view.activeTab)
  const tabs = groupsOf(view).map(({ id, panes }) => {
    const tab = tabOf(panes[0] ?? '')
    const label = tab === undefined ? '' : nameOf(tab)
    return { kind: 'radio' as const, id, label, icon: iconOf(tab), checked: id === front, onSelect: () => activateTab(id) }
  })
  return [
    ...tabs,
    { kind: 'separator', id: 's1' },
    { id: 'close', label: t('app.dock.close'), icon: X, shortcut: 'Del', onSelect: () => void closeGroup(front ?? '') },
  ]
}

/** Where a kind of tab has another of the same. */
export function splitItems(pane: string, t: Translate): MenuItem[] {
  if (kindOf(tabOf(pane))?.another === undefined) return []
  return [
    {
      id: 'row',
      label: t('app.dock.splitRight'),
      icon: Columns2,
      shortcut: 'Ctrl Shift E',
      disabled: !canSplit(pane, 'row'),
      onSelect: () => split(pane, 'row'),
    },
    {
      id: 'column',
      label: t('app.dock.splitBelow'),
      icon: Rows2,
      shortcut: 'Ctrl Shift O',
      disabled: !canSplit(pane, 'column'),
      onSelect: () => split(pane, 'column'),
    },
  ]
}

/** Of one pane: its name, and where it lies. */
export function paneMenu(pane: string, t: Translate): MenuItem[] {
  const view = useView.getState()
  const group = groupOf(view, pane)
  const shared = (groupsOf(view).find(({ id }) => id === group)?.panes.length ?? 0) > 1
  const others = view.tabs.filter(({ id }) => groupOf(view, id) !== group)
  const beside = others.map((other) => ({
    id: other.id,
    label: nameOf(other),
    onSelect: () => movePane(pane, { pane: other.id, dir: 'row' }),
  }))
  return [
    { id: 'rename', label: t('app.dock.rename'), icon: Pencil, shortcut: 'F2', onSelect: () => renamePane(pane) },
    ...splitItems(pane, t),
    ...(beside.length === 0 ? [] : [{ kind: 'submenu' as const, id: 'beside', label: t('app.dock.beside'), items: beside }]),
    ...(shared ? [{ id: 'own', label: t('app.dock.own'), icon: PanelRight, onSelect: () => movePane(pane) }] : []),
    ...(shared ? [{ id: 'closePane', label: t('app.dock.closePane'), icon: X, onSelect: () => void closePane(pane) }] : []),
  ]
}
