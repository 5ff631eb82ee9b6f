import type { SplitStorage } from '../ui/index.ts'

/** Pane sizes, in this browser or desktop profile. A full or forbidden storage costs only the memory of them. */
export const splitStorage: SplitStorage = {
  load: (key) => {
    const pixels = Number(read(`gantry.split.${key}`) ?? Number.NaN)
    return Number.isFinite(pixels) && pixels > 0 ? pixels : undefined
  },
  save: (key, pixels) => write(`gantry.split.${key}`, String(pixels)),
}

export function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

export function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // See above.
  }
}
