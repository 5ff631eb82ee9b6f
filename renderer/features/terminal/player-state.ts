import { create } from 'zustand'
import { CastError } from '../../../shared/asciicast.ts'
import type { Playback } from './player.ts'

export type Fault = { why: CastError['why'] | 'large' | 'read'; line: number }

/** What the tab of a recording shows besides the screen. */
export type PlayerState = {
  /** `gone`: the page was loaded anew and has no file any more. */
  phase: 'reading' | 'ready' | 'failed' | 'gone'
  fault: Fault | null
  playback: Playback | null
  /** The line the file was cut off in. */
  cut: number | null
  /** Seconds pauses are shortened to, when they are. */
  limit: number
  /** Small enough for its place; else it is as large as other terminals are, and scrolls. */
  fitted: boolean
}

const fresh: PlayerState = { phase: 'gone', fault: null, playback: null, cut: null, limit: 2, fitted: true }

/** By id of the tab. */
const usePlayers = create<Record<string, PlayerState>>(() => ({}))

export const usePlayer = (tab: string): PlayerState => usePlayers((players) => players[tab] ?? fresh)
export const playerState = (tab: string): PlayerState => usePlayers.getState()[tab] ?? fresh
export function setPlayer(tab: string, change: Partial<PlayerState>): void {
  usePlayers.setState((players) => ({ [tab]: { ...(players[tab] ?? fresh), ...change } }))
}
export function dropPlayer(tab: string): void {
  usePlayers.setState(({ [tab]: _gone, ...rest }) => rest, true)
}

export const faultOf = (error: unknown): Fault =>
  error instanceof CastError ? { why: error.why, line: error.line } : { why: 'read', line: 0 }
