import { Tabs as Base } from '@base-ui/react/tabs'
import { X } from 'lucide-react'
import type { ComponentType, DragEvent, KeyboardEvent, MouseEvent, ReactNode } from 'react'
import { cx } from './cx.ts'
import { ContextMenu } from './menu.tsx'
import type { MenuItem } from './menu-item.ts'
import css from './tabs.module.css'

export interface TabSpec {
  id: string
  label: string
  icon?: ComponentType<{ size?: number | string }>
  badge?: ReactNode
}

export interface TabsProps {
  /** Names the tab list. */
  label: string
  value: string
  onChange: (id: string) => void
  tabs: readonly TabSpec[]
  renderPanel: (id: string) => ReactNode
  /** Panels that stay mounted while another is shown; "all" for every one. */
  keepMounted?: readonly string[] | 'all'
  /** Stands at the right end of the tab list. */
  actions?: ReactNode
  /** `box`: tabs as on a dock, each of which may close. */
  look?: 'line' | 'box'
  /** Makes tabs closable: the cross, the middle button, Delete. */
  onClose?: (id: string) => void
  /** A double click, or F2. */
  onRename?: (id: string) => void
  /** Makes tabs movable by dragging: `id` goes to the place of `to`. The keyboard's way is the owner's. */
  onMove?: (id: string, to: string) => void
  /** The tab's context menu. */
  menu?: (id: string) => MenuItem[]
}

export function Tabs(props: TabsProps) {
  const { label, value, onChange, tabs, renderPanel, keepMounted = [], actions, look = 'line' } = props
  const stays = (id: string): boolean => keepMounted === 'all' || keepMounted.includes(id)
  return (
    <Base.Root className={cx(css.root, css[look])} value={value} onValueChange={(next) => onChange(String(next))}>
      <div className={css.bar}>
        <Base.List className={css.list} aria-label={label}>
          {tabs.map((tab) => (
            <TabWithMenu key={tab.id} tab={tab} {...props} />
          ))}
        </Base.List>
        {actions}
      </div>
      {tabs.map((tab) => (
        <Base.Panel key={tab.id} value={tab.id} className={css.panel} keepMounted={stays(tab.id)}>
          {renderPanel(tab.id)}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}

type Does = Pick<TabsProps, 'onClose' | 'onRename' | 'onMove' | 'menu'> & {
  onContextMenu?: (event: MouseEvent<HTMLElement>) => void
}

function TabWithMenu({ tab, menu, onClose, onRename, onMove }: { tab: TabSpec } & Does) {
  const does = { onClose, onRename, onMove }
  if (!menu) return <Tab tab={tab} {...does} />
  return (
    <ContextMenu items={() => menu(tab.id)}>
      <Tab tab={tab} {...does} />
    </ContextMenu>
  )
}

const DRAGGED = 'application/x-gantry-tab'

/** Dropped on another tab, a tab goes to its place. */
const dragging = (id: string, onMove: Does['onMove']) =>
  onMove && {
    draggable: true,
    onDragStart: ({ dataTransfer }: DragEvent) => {
      dataTransfer.setData(DRAGGED, id)
      dataTransfer.effectAllowed = 'move'
    },
    onDragOver: (event: DragEvent) => (event.dataTransfer.types.includes(DRAGGED) ? event.preventDefault() : undefined),
    onDrop: (event: DragEvent) => {
      const moved = event.dataTransfer.getData(DRAGGED)
      if (moved !== '' && moved !== id) onMove(moved, id)
    },
  }

function Tab({ tab, onClose, onRename, onMove, onContextMenu }: { tab: TabSpec } & Does) {
  const Glyph = tab.icon
  const close = (event: MouseEvent | KeyboardEvent) => {
    event.preventDefault()
    event.stopPropagation()
    onClose?.(tab.id)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (onClose && event.key === 'Delete') close(event)
    else if (onRename && event.key === 'F2') onRename(tab.id)
  }
  return (
    <Base.Tab
      className={css.tab}
      value={tab.id}
      title={tab.label}
      aria-keyshortcuts={[onClose && 'Delete', onRename && 'F2'].filter(Boolean).join(' ') || undefined}
      onKeyDown={onKeyDown}
      onAuxClick={(event) => (onClose && event.button === 1 ? close(event) : undefined)}
      onDoubleClick={() => onRename?.(tab.id)}
      onContextMenu={onContextMenu}
      {...dragging(tab.id, onMove)}
    >
      {Glyph ? <Glyph size={14} /> : null}
      <span className={css.tabLabel}>{tab.label}</span>
      {tab.badge}
      {onClose ? (
        // A tab may hold no button; the keyboard has Delete, and the owner's bar a button of its own.
        <span
          aria-hidden
          className={css.cross}
          onPointerDown={(event) => event.stopPropagation()}
          onDoubleClick={(event) => event.stopPropagation()}
          onClick={close}
        >
          <X size={13} />
        </span>
      ) : null}
    </Base.Tab>
  )
}
