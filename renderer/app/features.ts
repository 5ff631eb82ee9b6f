import type { Feature } from '../feature.ts'
import { containersFeature } from '../features/containers/index.ts'
import { hostsFeature } from '../features/hosts/index.ts'
import { imagesFeature } from '../features/images/index.ts'
import { logsFeature } from '../features/logs/index.ts'
import { runFeature } from '../features/run/index.ts'
import { terminalFeature } from '../features/terminal/index.ts'
import { registerInspectorTabs } from '../inspector-tabs.ts'

/** Every feature of the app. Adding one is a line here. */
export const features: readonly Feature[] = [hostsFeature, containersFeature, imagesFeature, runFeature, logsFeature, terminalFeature]

registerInspectorTabs(features.flatMap((feature) => feature.inspectorTabs ?? []))
