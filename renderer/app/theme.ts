import { create } from 'zustand'
import { readStored, writeStored } from '../stored.ts'

export type Theme = 'system' | 'dark' | 'light'
export const themes: readonly Theme[] = ['system', 'dark', 'light']

const KEY = 'gantry.theme'
const kept = readStored(KEY)

export const useTheme = create<{ theme: Theme }>(() => ({ theme: kept === 'dark' || kept === 'light' ? kept : 'system' }))

/** Without the attribute the style sheet follows `prefers-color-scheme`. */
function paint(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

paint(useTheme.getState().theme)

export function setTheme(theme: Theme): void {
  writeStored(KEY, theme)
  paint(theme)
  useTheme.setState({ theme })
}
