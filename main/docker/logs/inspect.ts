import type { Engine } from '../engine.ts'

/** What reading a container's log needs to know of it. `fresh`: it was never started. */
export type LogState = {
  tty: boolean
  driver: string
  running: boolean
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
  State?: { Running?: boolean; Restarting?: boolean; ExitCode?: number; StartedAt?: string; FinishedAt?: string; Status?: string }
}

/** A restarting container is neither running nor does its log go on: it waits for its next start. */
export async function inspect(engine: Engine, id: string, signal: AbortSignal): Promise<LogState> {
  const { Created, Config, HostConfig, State } = await engine.call<Inspected>({ path: `/containers/${id}/json`, signal })
  return {
    tty: Config?.Tty === true,
    driver: HostConfig?.LogConfig?.Type ?? '',
    running: State?.Running === true && State.Restarting !== true,
    exitCode: State?.ExitCode ?? 0,
    startedAt: State?.StartedAt ?? '',
    endedAt: State?.FinishedAt ?? '',
    fresh: State?.Status === 'created' || State?.Status === 'configured',
    createdAt: Created ?? '',
  }
}
