import { create } from 'zustand'
import { readStored, readStoredJson, writeStored } from '../../stored.ts'
import type { TableStorage } from '../../ui/index.ts'
import type { Segment } from './filter.ts'

const TABLE = 'gantry.table.containers'
const GROUP = 'gantry.containers.grouped'

export const tableStorage: TableStorage = {
  load: () => readStoredJson(TABLE),
  save: (layout) => writeStored(TABLE, JSON.stringify(layout)),
}

/** What the user looks for; kept while they are elsewhere in the app. */
type Settings = { query: string; segment: Segment; grouped: boolean }
export const useSettings = create<Settings>(() => ({ query: '', segment: 'all', grouped: readStored(GROUP) !== 'no' }))

export function setGrouped(grouped: boolean): void {
  useSettings.setState({ grouped })
  writeStored(GROUP, grouped ? 'yes' : 'no')
}
