import type { TableStorage } from '../../ui/index.ts'

const KEY = 'gantry.images.table'

/** Sort, widths and chosen columns, kept in this browser or window profile. */
export const tableStorage: TableStorage = {
  load() {
    try {
      return JSON.parse(localStorage.getItem(KEY) ?? 'null') as unknown
    } catch {
      return null
    }
  },
  save(layout) {
    try {
      localStorage.setItem(KEY, JSON.stringify(layout))
    } catch {
      // A full or forbidden storage costs only the memory of the layout.
    }
  },
}
