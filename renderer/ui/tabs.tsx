import { Tabs as Base } from '@base-ui/react/tabs'
import { X } from 'lucide-react'
import {
  type ComponentType,
  type DragEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
  type WheelEvent,
} from 'react'
import { CutName, type Keep } from './cut-name.tsx'
import { cx } from './cx.ts'
import { ContextMenu } from './menu.tsx'
import type { MenuItem } from './menu-item.ts'
import css from './tabs.module.css'

export interface TabSpec {
  id: string
  label: string
  /** The part of the label that is not cut where there is little room. */
  keep?: Keep
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
  const list = useRef<HTMLDivElement>(null)
  useFrontInSight(list, value)
  const stays = (id: string): boolean => keepMounted === 'all' || keepMounted.includes(id)
  return (
    <Base.Root className={cx(css.root, css[look])} value={value} onValueChange={(next) => onChange(String(next))}>
      <div className={css.bar} data-toolbar={look === 'box' || undefined}>
        <Base.List ref={list} className={css.list} aria-label={label} onWheel={byWheel}>
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

/** The tab in front is the one to be seen, whichever it is and however narrow the list becomes. */
function useFrontInSight(list: RefObject<HTMLElement | null>, value: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each tab that comes to the front anew
  useEffect(() => {
    const element = list.current
    if (element === null) return
    const look = () => {
      const front = element.querySelector<HTMLElement>('[role=tab][aria-selected=true]')
      if (front === null) return
      const { left, right } = element.getBoundingClientRect()
      const box = front.getBoundingClientRect()
      // The list only: scrollIntoView would scroll what is around it too.
      if (box.left < left || box.width > right - left) element.scrollLeft += box.left - left
      else if (box.right > right) element.scrollLeft += box.right - right
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => observer.disconnect()
  }, [list, value])
}

/** A wheel that turns one way only goes through the tabs. */
const byWheel = ({ currentTarget, deltaX, deltaY, ctrlKey }: WheelEvent<HTMLElement>): void => {
  if (deltaX === 0 && !ctrlKey) currentTarget.scrollLeft += deltaY
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
      <span className={css.tabLabel}>
        <CutName text={tab.label} keep={tab.keep} />
      </span>
      {tab.badge}
      {onClose ? (
        // A tab may hold no button; the keyboard has Delete, and the owner a menu.
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
