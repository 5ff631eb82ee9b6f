import { create } from 'zustand'
import { clearedOf } from './cleared.ts'
import type { At } from './stamp-place.ts'

const KEY = 'gantry.logs.cleared'
/** Containers remembered, those last cleared. */
const MOST = 200

type Kept = Readonly<Record<string, At>>

function restore(): Kept {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return {}
    return Object.fromEntries(Object.entries(kept).flatMap(([id, at]) => (clearedOf(at) === null ? [] : [[id, clearedOf(at) as At]])))
  } catch {
    return {}
  }
}

/** Up to where the log of a container is cleared from sight outside of the dock, whose tabs keep it themselves. Outlives a reload. */
export const useKeptCleared = create<Kept>(() => restore())

export function keepCleared(id: string, to: At | null): void {
  const { [id]: _before, ...others } = useKeptCleared.getState()
  const next = to === null ? others : { ...Object.fromEntries(Object.entries(others).slice(1 - MOST)), [id]: to }
  useKeptCleared.setState(next, true)
  try {
    sessionStorage.setItem(KEY, JSON.stringify(next))
  } catch {
    // A full or forbidden storage: it is kept until the page goes.
  }
}
