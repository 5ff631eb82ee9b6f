import type { Engine } from '../engine.ts'

/** What reading a container's log needs to know of it. */
export type LogState = { tty: boolean; driver: string; running: boolean; exitCode: number; startedAt: string; createdAt: string }

type Inspected = {
  Created?: string
  Config?: { Tty?: boolean }
  HostConfig?: { LogConfig?: { Type?: string } }
  State?: { Running?: boolean; Restarting?: boolean; ExitCode?: number; StartedAt?: string }
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
    createdAt: Created ?? '',
  }
}

/**
 * `tail` begins with the newest, `since` resumes: never both, a `since` makes the engine scan it all. With `until`, a time that is
 * over, it is not followed; together with a `tail` of some lines the engine would answer nothing.
 */
type From = ({ tail: number | 'all' } | { since: string }) & { until?: string }

/** Opens the log itself. */
export const openLog = (engine: Engine, id: string, from: From, signal: AbortSignal) => {
  const follow = from.until === undefined ? 1 : 0
  return engine.open({ path: `/containers/${id}/logs`, query: { stdout: 1, stderr: 1, timestamps: 1, follow, ...from }, signal })
}
