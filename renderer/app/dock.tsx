import { ChevronDown, ChevronUp, Columns2, Plus, TableOfContents } from 'lucide-react'
import { type RefObject, useEffect } from 'react'
import { useT } from '../i18n/index.ts'
import { Badge, cx, IconButton, MenuButton, Tabs } from '../ui/index.ts'
import { activateTab, groupOf, groupsOf, moveTab, setDockOpen, useView } from '../world/view.ts'
import { usePlusMenu } from './compose.ts'
import { closeGroup, iconOf, keptOf, kindOf, nameOf, tabOf } from './dock-actions.ts'
import { useDockKeys } from './dock-keys.ts'
import { listMenu, splitItems, tabMenu } from './dock-menu.ts'
import { Panes } from './panes.tsx'
import { RenameDialog, renamePane } from './rename-dialog.tsx'
import css from './shell.module.css'

const count = (panes: number) => (panes > 1 ? <Badge>{panes}</Badge> : undefined)
const place = (group: string): number => groupsOf(useView.getState()).findIndex(({ id }) => id === group)

/** Terminals and logs: every tab stays mounted, whichever is in front and whatever the view above shows. */
export function Dock() {
  const t = useT()
  const view = useView()
  const groups = groupsOf(view)
  const used = view.activeTab ?? groups[0]?.panes[0] ?? ''
  const active = groupOf(view, used)
  const dock = useDockKeys()
  useHeight(dock)
  /** A split tab is called after its first pane. */
  const first = (group: string) => view.tabs.find(({ id }) => id === groups.find((one) => one.id === group)?.panes[0])
  return (
    <section ref={dock} className={cx(css.dock, !view.dockOpen && css.folded)} aria-label={t('app.dock')}>
      <Tabs
        look="box"
        label={t('app.dock')}
        value={active}
        onChange={activateTab}
        onClose={(id) => void closeGroup(id)}
        onRename={(id) => renamePane(first(id)?.id ?? null)}
        onMove={(id, to) => moveTab(id, place(to))}
        menu={(id) => tabMenu(id, t)}
        keepMounted="all"
        tabs={groups.map(({ id, panes }) => {
          const tab = first(id)
          return { id, label: tab === undefined ? '' : nameOf(tab), keep: keptOf(tab), icon: iconOf(tab), badge: count(panes.length) }
        })}
        actions={<DockActions active={used} />}
        renderPanel={(id) => <Panes group={id} used={used} front={id === active && view.dockOpen} />}
      />
      <RenameDialog />
    </section>
  )
}

/** Tells the height to the style sheets, for what floats above the dock. */
function useHeight(dock: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = dock.current
    if (element === null) return
    const root = document.documentElement.style
    const observer = new ResizeObserver(() => root.setProperty('--dock-height', `${String(element.offsetHeight)}px`))
    observer.observe(element)
    return () => {
      observer.disconnect()
      root.removeProperty('--dock-height')
    }
  }, [dock])
}

function DockActions({ active }: { active: string }) {
  const t = useT()
  const open = useView((v) => v.dockOpen)
  const plus = usePlusMenu()
  const items = plus.map((item, at) => ({ id: String(at), label: item.title, onSelect: item.run }))
  return (
    <div className={css.dockActions}>
      {items.length > 0 ? <MenuButton icon={Plus} label={t('app.dock.new')} hideLabel size="sm" items={items} /> : null}
      <span className={css.spring} />
      {kindOf(tabOf(active))?.another === undefined ? null : (
        <MenuButton icon={Columns2} label={t('app.dock.split')} size="sm" align="end" items={() => splitItems(active, t)} />
      )}
      <MenuButton icon={TableOfContents} label={t('app.dock.all')} hideLabel size="sm" align="end" items={() => listMenu(t)} />
      <IconButton
        icon={open ? ChevronDown : ChevronUp}
        size="sm"
        label={t(open ? 'app.dock.hide' : 'app.dock.show')}
        shortcut="Ctrl J"
        onClick={() => setDockOpen(!open)}
      />
    </div>
  )
}
