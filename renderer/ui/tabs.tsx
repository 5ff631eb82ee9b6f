import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import type { Icon } from './button.tsx'
import css from './tabs.module.css'

export interface TabSpec {
  id: string
  label: string
  icon?: Icon
  badge?: ReactNode
}

export interface TabsProps {
  /** Names the tab list. */
  label: string
  value: string
  onChange: (id: string) => void
  tabs: readonly TabSpec[]
  renderPanel: (id: string) => ReactNode
  /** Panels that stay mounted while another is shown. */
  keepMounted?: readonly string[]
  /** Stands at the right end of the tab list. */
  actions?: ReactNode
}

export function Tabs({ label, value, onChange, tabs, renderPanel, keepMounted = [], actions }: TabsProps) {
  return (
    <Base.Root className={css.root} value={value} onValueChange={(next) => onChange(String(next))}>
      <div className={css.bar}>
        <Base.List className={css.list} aria-label={label}>
          {tabs.map((tab) => (
            <Tab key={tab.id} tab={tab} />
          ))}
        </Base.List>
        {actions}
      </div>
      {tabs.map((tab) => (
        <Base.Panel key={tab.id} value={tab.id} className={css.panel} keepMounted={keepMounted.includes(tab.id)}>
          {renderPanel(tab.id)}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}

function Tab({ tab }: { tab: TabSpec }) {
  const Glyph = tab.icon
  return (
    <Base.Tab className={css.tab} value={tab.id}>
      {Glyph ? <Glyph aria-hidden /> : null}
      {tab.label}
      {tab.badge}
    </Base.Tab>
  )
}
