import type { LogStore } from '../store/store.ts'
import { type LineKinds, Mark } from './kinds.ts'

/** Of each kind the first line in each slot of the view's height; -1 where there is none. */
export type Slots = Record<'notice' | 'warn' | 'error', Float64Array>

/** Which places of the view lines have. */
export type Places = { first: number; end: number; filtered: boolean; has(line: number): boolean; placeOf(line: number): number }

/** Where in the view the marked lines lie. */
export function slotsOf(store: LogStore, kinds: LineKinds, places: Places, count: number): Slots {
  const none = () => new Float64Array(count).fill(-1)
  const slots: Slots = { notice: none(), warn: none(), error: none() }
  const { first, end, filtered } = places
  const scale = count / Math.max(1, end - first)
  for (const chunk of store.chunks) {
    const known = kinds.of(chunk)
    if (known === null) continue
    const upTo = Math.min(chunk.count, known.length)
    for (let index = Math.max(0, store.first - chunk.base); index < upTo; index++) {
      const kind = known[index] as number
      if (kind === Mark.none || kind > Mark.error) continue
      const line = chunk.base + index
      if (filtered && !places.has(line)) continue
      const place = filtered ? places.placeOf(line) : line
      const slot = Math.floor((place - first) * scale)
      if (slot < 0 || slot >= count) continue
      const those = kind === Mark.notice ? slots.notice : kind === Mark.warn ? slots.warn : slots.error
      if (those[slot] === -1) those[slot] = line
    }
  }
  return slots
}

/** The next line after one, or before it, that is a warning or an error; from the other end when there is none. */
export function stepOf(store: LogStore, kinds: LineKinds, places: Places, from: number, back: boolean): number | null {
  const near: { first?: number; last?: number; before?: number; after?: number } = {}
  for (const chunk of store.chunks) {
    const known = kinds.of(chunk)
    for (let index = Math.max(0, store.first - chunk.base); index < Math.min(chunk.count, known?.length ?? 0); index++) {
      const kind = known?.[index] ?? 0
      if (kind < Mark.warn || kind > Mark.error) continue
      const line = chunk.base + index
      if (!places.has(line) || places.placeOf(line) < places.first) continue
      near.first ??= line
      near.last = line
      if (line < from) near.before = line
      if (line > from) near.after ??= line
    }
  }
  return (back ? (near.before ?? near.last) : (near.after ?? near.first)) ?? null
}
