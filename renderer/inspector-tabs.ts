import type { ComponentType } from 'react'
import type { MessageKey } from './i18n/index.ts'

/**
 * A tab that one feature puts into another one's inspector, so that neither imports the other.
 * `View` fills the panel's height and is mounted only while its tab is in front.
 */
export type InspectorTab = {
  /** Id of the feature whose inspector it joins. */
  for: 'containers'
  id: string
  /** Overview is 0 and Inspect 100; Logs takes 10, Terminal 20. */
  order: number
  title: MessageKey
  /** `id` is the full id of the object shown. */
  View: ComponentType<{ id: string }>
}

let registered: readonly InspectorTab[] = []

/** Called once by the list of features, before anything is drawn. */
export function registerInspectorTabs(tabs: readonly InspectorTab[]): void {
  registered = [...tabs].sort((a, b) => a.order - b.order)
}

/** What the other features put into this one's inspector, in order. */
export const inspectorTabsFor = (feature: string): readonly InspectorTab[] => registered.filter((tab) => tab.for === feature)
