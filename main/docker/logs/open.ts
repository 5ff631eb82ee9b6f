import type { Readable } from 'node:stream'
import { appError } from '../../../shared/errors.ts'
import type { Engine } from '../engine.ts'
import { stampOf, stampText } from '../lib/stamp.ts'
import { toAppError } from '../lib/to-app-error.ts'
import { askedSince, askedUntil, dialectOf } from './dialect.ts'

/**
 * Part of a log: `sec.nnnnnnnnn`, both inclusive; without `tail` all of it. `tail` begins with the newest, `since` resumes: never
 * both, a `since` makes the engine scan it all. Together with an `until`, a tail of some lines would be answered with nothing.
 */
export type LogPart = { since?: string | undefined; until?: string | undefined; tail?: number | 'all' | undefined }

type Way = { follow?: boolean; stamps?: boolean }

/**
 * Opens the log itself. Where the engine cannot keep to the nanosecond, lines from just outside the part may come.
 * Fails with `engine.not-supported` where its driver keeps no log that can be read.
 */
export async function openLog(engine: Engine, id: string, part: LogPart, { follow, stamps }: Way, signal: AbortSignal): Promise<Readable> {
  const dialect = dialectOf(engine.info)
  const query = {
    stdout: 1,
    stderr: 1,
    timestamps: stamps === false ? 0 : 1,
    ...(follow === true ? { follow: 1 } : {}),
    ...(part.tail === undefined ? {} : { tail: part.tail }),
    ...(part.since === undefined ? {} : { since: stampText(askedSince(dialect, stampOf(part.since))) }),
    ...(part.until === undefined ? {} : { until: stampText(askedUntil(dialect, stampOf(part.until))) }),
  }
  try {
    return await engine.open({ path: `${dialect.framesTty ? '/libpod' : ''}/containers/${id}/logs`, query, signal })
  } catch (error) {
    const failure = toAppError(error)
    throw saysUnreadable(failure.detail) ? appError('engine.not-supported', failure.params, failure.detail) : failure
  }
}

/**
 * Podman answers 500 for a driver that keeps nothing (`none`, `passthrough`; libpod's `ErrNoLogs`), and for one that it cannot
 * follow: `journald` while its own events go elsewhere.
 */
const saysUnreadable = (detail: string | undefined): boolean =>
  detail !== undefined && /this container is not logging output|using --follow with the journald --log-driver/.test(detail)
