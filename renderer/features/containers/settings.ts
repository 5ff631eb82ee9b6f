import { create } from 'zustand'
import type { TableStorage } from '../../ui/index.ts'
import type { Segment } from './filter.ts'

const TABLE = 'gantry.table.containers'
const GROUP = 'gantry.containers.grouped'

const read = (key: string): string | null => {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
const write = (key: string, value: string): void => {
  try {
    localStorage.setItem(key, value)
  } catch {
    // A full or forbidden storage costs only the memory of a choice.
  }
}

export const tableStorage: TableStorage = {
  load(): unknown {
    try {
      return JSON.parse(read(TABLE) ?? 'null')
    } catch {
      return null
    }
  },
  save: (layout) => write(TABLE, JSON.stringify(layout)),
}

/** What the user looks for; kept while they are elsewhere in the app. */
type Settings = { query: string; segment: Segment; grouped: boolean }
export const useSettings = create<Settings>(() => ({ query: '', segment: 'all', grouped: read(GROUP) !== 'no' }))

export function setGrouped(grouped: boolean): void {
  useSettings.setState({ grouped })
  write(GROUP, grouped ? 'yes' : 'no')
}
