import { Tabs as Base } from '@base-ui/react/tabs'
import { X } from 'lucide-react'
import type { ComponentType, KeyboardEvent, MouseEvent, ReactNode } from 'react'
import { cx } from './cx.ts'
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
}

export function Tabs(props: TabsProps) {
  const { label, value, onChange, tabs, renderPanel, keepMounted = [], actions, look = 'line', onClose } = props
  const stays = (id: string): boolean => keepMounted === 'all' || keepMounted.includes(id)
  return (
    <Base.Root className={cx(css.root, css[look])} value={value} onValueChange={(next) => onChange(String(next))}>
      <div className={css.bar}>
        <Base.List className={css.list} aria-label={label}>
          {tabs.map((tab) => (
            <Tab key={tab.id} tab={tab} onClose={onClose} />
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

function Tab({ tab, onClose }: { tab: TabSpec; onClose: ((id: string) => void) | undefined }) {
  const Glyph = tab.icon
  const close = (event: MouseEvent | KeyboardEvent) => {
    event.preventDefault()
    event.stopPropagation()
    onClose?.(tab.id)
  }
  return (
    <Base.Tab
      className={css.tab}
      value={tab.id}
      title={tab.label}
      aria-keyshortcuts={onClose ? 'Delete' : undefined}
      onKeyDown={(event) => (onClose && event.key === 'Delete' ? close(event) : undefined)}
      onAuxClick={(event) => (onClose && event.button === 1 ? close(event) : undefined)}
    >
      {Glyph ? <Glyph size={14} /> : null}
      <span className={css.tabLabel}>{tab.label}</span>
      {tab.badge}
      {onClose ? (
        // A tab may hold no button; the keyboard has Delete, and the owner's bar a button of its own.
        <span aria-hidden className={css.cross} onPointerDown={(event) => event.stopPropagation()} onClick={close}>
          <X size={13} />
        </span>
      ) : null}
    </Base.Tab>
  )
}
