import type { LogStore } from '../store/store.ts'

export type At = { sec: number; nano: number }

/** The first line of a store that is not older than a stamp, or with `after` younger than it; the store's end when there is none. */
export function lineAtStamp(store: LogStore, { sec, nano }: At, after = false): number {
  let low = store.first
  let high = store.end
  while (low < high) {
    const middle = (low + high) >> 1
    const line = store.line(middle)
    const order = line.sec - sec || line.nano - nano
    if (order < 0 || (after && order === 0)) low = middle + 1
    else high = middle
  }
  return low
}

/** The line of exactly this stamp that `tie` others of it stand before. Looked for line by line: stamps need not be in order. */
export function lineFound(store: LogStore, { sec, nano }: At, tie: number): number | null {
  let before = 0
  for (let number = store.first; number < store.end; number++) {
    const line = store.line(number)
    if (line.sec === sec && line.nano === nano && line.notice === 0 && before++ === tie) return number
  }
  return null
}
