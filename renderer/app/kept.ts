import { readStored, writeStored } from '../stored.ts'
import type { SplitStorage } from '../ui/index.ts'

/** Pane sizes, in pixels. */
export const splitStorage: SplitStorage = {
  load: (key) => {
    const pixels = Number(readStored(`gantry.split.${key}`) ?? Number.NaN)
    return Number.isFinite(pixels) && pixels > 0 ? pixels : undefined
  },
  save: (key, pixels) => writeStored(`gantry.split.${key}`, String(pixels)),
}
