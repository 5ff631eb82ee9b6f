import { readStoredJson, writeStored } from '../../stored.ts'
import type { TableStorage } from '../../ui/index.ts'

const KEY = 'gantry.images.table'

/** Sort, widths and chosen columns. */
export const tableStorage: TableStorage = {
  load: () => readStoredJson(KEY),
  save: (layout) => writeStored(KEY, JSON.stringify(layout)),
}
