import type { Engine } from '../engine.ts'
import { pause } from '../lib/pause.ts'

/** What reading a container's log needs to know of it. `fresh`: it was never started. */
export type LogState = {
  tty: boolean
  driver: string
  running: boolean
  paused: boolean
  exitCode: number
  startedAt: string
  endedAt: string
  createdAt: string
  fresh: boolean
}

type Inspected = {
  Created?: string
  Config?: { Tty?: boolean }
  HostConfig?: { LogConfig?: { Type?: string } }
  State?: {
    Running?: boolean
    Paused?: boolean
    Restarting?: boolean
    ExitCode?: number
    StartedAt?: string
    FinishedAt?: string
    Status?: string
  }
}

/** A restarting container is neither running nor does its log go on: it waits for its next start. */
export async function inspect(engine: Engine, id: string, signal: AbortSignal): Promise<LogState> {
  const { Created, Config, HostConfig, State } = await engine.call<Inspected>({ path: `/containers/${id}/json`, signal })
  return {
    tty: Config?.Tty === true,
    driver: HostConfig?.LogConfig?.Type ?? '',
    running: State?.Running === true && State.Restarting !== true,
    paused: State?.Paused === true,
    exitCode: State?.ExitCode ?? 0,
    startedAt: State?.StartedAt ?? '',
    endedAt: State?.FinishedAt ?? '',
    fresh: State?.Status === 'created' || State?.Status === 'configured',
    createdAt: Created ?? '',
  }
}

/** How it stands once its log has ended; an engine that may be `late` to know is asked again after so many milliseconds. */
export async function inspectEnded(engine: Engine, id: string, late: number, signal: AbortSignal): Promise<LogState> {
  const state = await inspect(engine, id, signal)
  if (!state.running || late === 0) return state
  await pause(late, signal)
  return inspect(engine, id, signal)
}
