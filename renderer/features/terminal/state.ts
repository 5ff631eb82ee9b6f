import { create } from 'zustand'
import { AppError } from '../../../shared/errors.ts'
import type { Link } from './link-text.ts'

/** What a terminal's tab shows besides the screen. */
export type PaneState = {
  phase: 'opening' | 'open' | 'failed' | 'taken' | 'gone' | 'waiting'
  error: unknown
  find: boolean
  /** A paste that waits for a yes. */
  paste: string | null
  /** A text that the container wants in the clipboard. */
  clipboard: string | null
  /** One was refused: no other is asked for. */
  clipboardRefused: boolean
  /** The link under the pointer. */
  hover: Link | null
  /** Bytes that the last Ctrl-C left out. */
  skipped: number
  /** What the container calls its window; shown as its words, never as the tab's name. */
  title: string
  bell: number
}

export const fresh: PaneState = {
  phase: 'opening',
  error: null,
  find: false,
  paste: null,
  clipboard: null,
  clipboardRefused: false,
  hover: null,
  skipped: 0,
  title: '',
  bell: 0,
}

/** By id of the tab. */
const usePanes = create<Record<string, PaneState>>(() => ({}))

export const usePane = (tab: string): PaneState => usePanes((panes) => panes[tab] ?? fresh)
export const paneState = (tab: string): PaneState => usePanes.getState()[tab] ?? fresh
export function setPane(tab: string, change: Partial<PaneState>): void {
  usePanes.setState((panes) => ({ [tab]: { ...(panes[tab] ?? fresh), ...change } }))
}
export function dropPane(tab: string): void {
  usePanes.setState(({ [tab]: _gone, ...rest }) => rest, true)
}

/** What is shown instead of the screen when it could not be opened or read. */
export function failure(error: unknown): Partial<PaneState> {
  const code = error instanceof AppError ? error.code : ''
  if (code === 'rpc.disconnected') return { phase: 'waiting' }
  return code === 'terminal.not-found' ? { phase: 'gone' } : { phase: 'failed', error }
}

const SKIPPED_SHOWN = 6000

/** Said for a while. */
export function noteSkipped(tab: string, bytes: number): void {
  setPane(tab, { skipped: bytes })
  setTimeout(() => {
    if (paneState(tab).skipped === bytes) setPane(tab, { skipped: 0 })
  }, SKIPPED_SHOWN)
}
