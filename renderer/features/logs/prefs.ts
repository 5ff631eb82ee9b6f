import { create } from 'zustand'
import type { StampMode } from './view/stamps.ts'

/** How log views look; one choice for all of them, kept on this machine. */
export type LogPrefs = { stamps: StampMode; wrap: boolean }

const KEY = 'gantry.logs'
const initial: LogPrefs = { stamps: 'local', wrap: true }

function restore(): LogPrefs {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Record<keyof LogPrefs, unknown>>
    return {
      stamps: kept.stamps === 'off' || kept.stamps === 'utc' ? kept.stamps : initial.stamps,
      wrap: typeof kept.wrap === 'boolean' ? kept.wrap : initial.wrap,
    }
  } catch {
    return initial
  }
}

export const useLogPrefs = create<LogPrefs>(() => restore())

export function setLogPrefs(change: Partial<LogPrefs>): void {
  useLogPrefs.setState(change)
  try {
    localStorage.setItem(KEY, JSON.stringify(useLogPrefs.getState()))
  } catch {
    // A full or forbidden storage costs only the memory of the choice.
  }
}
