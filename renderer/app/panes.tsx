import { X } from 'lucide-react'
import { type CSSProperties, useRef } from 'react'
import { useT } from '../i18n/index.ts'
import { ContextMenu, CutName, cx, EmptyState, ErrorBoundary, IconButton } from '../ui/index.ts'
import { type Box, dividers, place } from '../world/layout.ts'
import { type DockTab, focusPane, layoutOf, useView } from '../world/view.ts'
import { closePane, iconOf, keptOf, kindOf, nameOf } from './dock-actions.ts'
import { paneMenu } from './dock-menu.ts'
import { PaneDivider } from './pane-divider.tsx'
import css from './panes.module.css'

const share = (part: number): string => `${String(part * 100)}%`
const styleOf = ({ x, y, w, h }: Box): CSSProperties => ({ left: share(x), top: share(y), width: share(w), height: share(h) })

interface PanesProps {
  group: string
  /** The pane that is used, in whatever tab. */
  used: string
  front: boolean
}

/** The panes of one tab. They lie flat beside each other, so that a split or a move changes places only and rebuilds nothing. */
export function Panes({ group, used, front }: PanesProps) {
  const root = useRef<HTMLDivElement>(null)
  const splits = useView((v) => v.splits)
  const layout = layoutOf({ splits }, group)
  const tabs = useView((v) => v.tabs)
  const placed = place(layout)
  // Sorted by id: a change of order would move elements about in the page.
  const stable = [...placed].sort((a, b) => (a.pane < b.pane ? -1 : 1))
  return (
    <div className={css.panes} ref={root}>
      {stable.map(({ pane, box }) => {
        const tab = tabs.find(({ id }) => id === pane)
        if (tab === undefined) return null
        const alone = placed.length === 1
        return (
          <div
            key={pane}
            className={cx(css.pane, !alone && pane === used && css.used)}
            style={styleOf(box)}
            data-pane={pane}
            role="group"
            aria-label={nameOf(tab)}
          >
            {alone ? null : <Head tab={tab} />}
            <div className={css.body} data-pane-body onFocusCapture={() => focusPane(pane)}>
              <Content tab={tab} front={front} focused={pane === used} />
            </div>
          </div>
        )
      })}
      {dividers(layout).map((divider) => (
        <PaneDivider key={divider.path} group={group} divider={divider} root={root} />
      ))}
    </div>
  )
}

/** Only where there are several: which one this is. */
function Head({ tab }: { tab: DockTab }) {
  const t = useT()
  const Icon = iconOf(tab)
  return (
    <ContextMenu items={() => paneMenu(tab.id, t)}>
      <div className={css.head}>
        {Icon ? <Icon size={12} /> : null}
        <span className={css.name} title={nameOf(tab)}>
          <CutName text={nameOf(tab)} keep={keptOf(tab)} />
        </span>
        <IconButton icon={X} size="sm" label={t('app.dock.closePane')} onClick={() => void closePane(tab.id)} />
      </div>
    </ContextMenu>
  )
}

function Content({ tab, front, focused }: { tab: DockTab; front: boolean; focused: boolean }) {
  const t = useT()
  const View = kindOf(tab)?.View
  if (!View) return <EmptyState size="sm" title={t('app.dock.gone')} />
  return (
    <ErrorBoundary label={`dock ${tab.kind}`} resetKeys={[tab.id]}>
      <View tab={tab} active={front} focused={focused} />
    </ErrorBoundary>
  )
}
