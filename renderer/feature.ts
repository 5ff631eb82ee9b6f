import type { ComponentType, ReactNode } from 'react'
import type { InspectorTab } from './inspector-tabs.ts'
import type { DockTab } from './world/view.ts'

/** Something the palette can do or show. */
export type Command = {
  id: string
  /** Already in the user's language. */
  title: string
  /** Shown smaller beside it: "container", "image" … */
  hint?: string
  icon?: ReactNode
  shortcut?: string
  run(): void
}

/**
 * How a kind of dock tab is drawn. `active` is false while another tab is in front: it stays mounted but need not paint.
 * `focused`: of the panes of a split tab, the one that is used; only that one may take the keyboard by itself.
 */
export type DockKind = {
  Icon: ComponentType<{ size?: number | string }>
  /** Of one tab, where those of a kind differ; absent: that of the kind. */
  iconOf?(tab: DockTab): ComponentType<{ size?: number | string }>
  View: ComponentType<{ tab: DockTab; active: boolean; focused: boolean }>
  /** What it is called, in the language of now; absent: by the title it was opened with. */
  title?(tab: DockTab): string
  /** The part of the title that is not cut where there is little room: 'end' where it is absent. */
  keep?: 'start' | 'end'
  /** Another of the same, not opened yet, for a split. */
  another?(tab: DockTab): DockTab
  /** Called before the tab goes; false keeps it (a dialog asked and the user said no). */
  onClose?(tab: DockTab): Promise<boolean> | boolean
}

/** A feature's front door: all that the shell knows of it. */
export type Feature = {
  id: string
  /** An entry of the navigation; hooks are allowed in `useCount`. */
  nav?: { order: number; Icon: ComponentType<{ size?: number | string }>; useTitle(): string; useCount(): string }
  /** The main area when the feature's route is shown. */
  View?: ComponentType
  /** The right-hand inspector for the last selected id of this feature. */
  Inspector?: ComponentType<{ id: string }>
  /** Tabs for another feature's inspector: Logs and Terminal of a container. */
  inspectorTabs?: readonly InspectorTab[]
  dock?: Record<string, DockKind>
  /** Always mounted: dialogs, listeners for intents. */
  Overlay?: ComponentType
  /** Slots of the shell. */
  HostChip?: ComponentType
  /** Right-hand side of the title bar: pulls under way, alerts. */
  Activity?: ComponentType
  /** A line above the view area while there is something to say of all of it: the connection is lost. Draws nothing otherwise. */
  Banner?: ComponentType
  /** Takes the place of the whole view area while it returns something (the no-host screen). */
  useTakeover?(): ReactNode | null
  /** Items of the dock's "+" menu. */
  usePlusMenu?(): { title: string; run(): void }[]
  /** For the palette; called while it is open. `query` is what was typed. */
  useCommands?(query: string): Command[]
}
