import { create } from 'zustand'
import { usePulls } from '../../pulls/index.ts'
import { toasts } from '../../ui/index.ts'
import type { Show } from './rows.ts'

/** What is open of this feature, and how its table is filtered. */
type ImagesUi = {
  show: Show
  filter: string
  /** The text the pull dialog starts with; null while it is closed. */
  pull: string | null
  /** Image id whose tag dialog is open. */
  tag: string | null
  /** Row keys that the removal dialog is about. */
  remove: readonly string[] | null
  /** The panel of pulls in the title bar. */
  panel: boolean
}

export const useImagesUi = create<ImagesUi>(() => ({ show: 'all', filter: '', pull: null, tag: null, remove: null, panel: false }))

export const openPull = (text = ''): void => useImagesUi.setState({ pull: text })
export const openTag = (imageId: string): void => useImagesUi.setState({ tag: imageId })
export const openRemove = (keys: readonly string[]): void => useImagesUi.setState({ remove: keys })

/** The panel says all that the notices of pulls that came to nothing said, and would lie beneath them. */
export function openPanel(panel: boolean): void {
  useImagesUi.setState({ panel })
  const { pulls } = usePulls.getState()
  if (panel) for (const { state, reference } of pulls) if (state === 'failed' || state === 'cancelled') toasts.close(`pull:${reference}`)
}
