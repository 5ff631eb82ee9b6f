import { ScrollText } from 'lucide-react'
import type { Feature } from '../../feature.ts'
import { useT } from '../../i18n/index.ts'
import { useLogCommands } from './commands.ts'
import { LogTab } from './dock-tab.tsx'
import { LogsOfContainer } from './inspector-tab.tsx'
import { chooseLogs, LogsOverlay } from './overlay.tsx'

export const logsFeature: Feature = {
  id: 'logs',
  dock: { logs: { Icon: ScrollText, View: LogTab } },
  inspectorTabs: [{ for: 'containers', id: 'logs', order: 10, title: 'logs.tab', View: LogsOfContainer }],
  Overlay: LogsOverlay,
  usePlusMenu: () => [{ title: useT()('logs.plus'), run: chooseLogs }],
  useCommands: useLogCommands,
}
