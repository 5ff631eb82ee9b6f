import { ChevronDown, ChevronUp, Plus, SquareX } from 'lucide-react'
import type { DockKind } from '../feature.ts'
import { useT } from '../i18n/index.ts'
import { cx, EmptyState, ErrorBoundary, escapeControls, IconButton, MenuButton, Tabs } from '../ui/index.ts'
import { activateTab, type DockTab, dropTab, setDockOpen, useView } from '../world/view.ts'
import { usePlusMenu } from './compose.ts'
import { features } from './features.ts'
import css from './shell.module.css'

const TITLE_CAP = 80

const kinds: ReadonlyMap<string, DockKind> = new Map(features.flatMap((feature) => Object.entries(feature.dock ?? {})))

/** Asks the tab's own kind first; it may say no. */
async function close(id: string): Promise<void> {
  const tab = useView.getState().tabs.find((other) => other.id === id)
  if (!tab) return
  const willing = (await kinds.get(tab.kind)?.onClose?.(tab)) ?? true
  if (willing) dropTab(id)
}

/** Terminals and logs: every tab stays mounted, whichever is in front and whatever the view above shows. */
export function Dock() {
  const t = useT()
  const tabs = useView((v) => v.tabs)
  const active = useView((v) => v.activeTab) ?? tabs[0]?.id ?? ''
  const open = useView((v) => v.dockOpen)
  return (
    <section className={cx(css.dock, !open && css.folded)} aria-label={t('app.dock')}>
      <Tabs
        look="box"
        label={t('app.dock')}
        value={active}
        onChange={activateTab}
        onClose={(id) => void close(id)}
        keepMounted="all"
        tabs={tabs.map((tab) => ({ id: tab.id, label: escapeControls(tab.title, TITLE_CAP), icon: kinds.get(tab.kind)?.Icon }))}
        actions={<DockActions active={active} />}
        renderPanel={(id) => <Content tab={tabs.find((tab) => tab.id === id)} front={id === active} />}
      />
    </section>
  )
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
      <IconButton icon={SquareX} size="sm" label={t('app.dock.close')} onClick={() => void close(active)} />
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

function Content({ tab, front }: { tab: DockTab | undefined; front: boolean }) {
  const t = useT()
  const open = useView((v) => v.dockOpen)
  if (!tab) return null
  const View = kinds.get(tab.kind)?.View
  if (!View) return <EmptyState size="sm" title={t('app.dock.gone')} />
  return (
    <ErrorBoundary label={`dock ${tab.kind}`} resetKeys={[tab.id]}>
      <View tab={tab} active={front && open} />
    </ErrorBoundary>
  )
}
