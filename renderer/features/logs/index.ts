import { Archive, ScrollText, Telescope } from 'lucide-react'
import type { Feature } from '../../feature.ts'
import { useT } from '../../i18n/index.ts'
import { useLogCommands } from './commands.ts'
import { LogTab, titleOfLogs } from './dock-tab.tsx'
import { LogsOfContainer } from './inspector-tab.tsx'
import { chooseLogs, LogsOverlay } from './overlay.tsx'
import { useRecordCommands } from './records/commands.ts'
import { titleOfRecord } from './records/kept.ts'
import { RecordTab } from './records/record-tab.tsx'
import { openRecords } from './records/records-dialog.tsx'
import { titleOfSearch } from './records/search-choice.ts'
import { RecordSearchTab } from './records/search-tab.tsx'

export const logsFeature: Feature = {
  id: 'logs',
  dock: {
    logs: { Icon: ScrollText, View: LogTab, title: titleOfLogs },
    record: { Icon: Archive, View: RecordTab, title: titleOfRecord, keep: 'start' },
    'record-search': { Icon: Telescope, View: RecordSearchTab, title: titleOfSearch },
  },
  inspectorTabs: [{ for: 'containers', id: 'logs', order: 10, title: 'logs.tab', View: LogsOfContainer }],
  Overlay: LogsOverlay,
  usePlusMenu() {
    const t = useT()
    return [
      { title: t('logs.plus'), run: chooseLogs },
      { title: t('records.plus'), run: openRecords },
    ]
  },
  useCommands: (query) => [...useLogCommands(query), ...useRecordCommands(query)],
}
