import type { RecordInfo, RecordTrouble } from '../../shared/contract/records.ts'
import type { Kept } from './kept.ts'
import type { Recording } from './recording.ts'
import type { StoredLog } from './stored-log.ts'

/** @param gone whether its container is; null where nothing can be known of that now. */
export function infoOf(log: StoredLog, recording: Recording | undefined, gone: boolean | null): RecordInfo {
  const { id, meta, span, lines, bytes, damaged } = log
  const { container, name, image, project, service, hostName } = meta
  const going = recording === undefined || recording.ended ? 'kept' : recording.waits ? 'paused' : 'recording'
  const state = (gone ?? log.removed) ? 'removed' : recording?.unreadable === true ? 'unreadable' : going
  const [from, to] = [span?.first.sec ?? null, span?.last.sec ?? null]
  return { id, container, name, image, project, service, hostName, state, from, to, lines, bytes, damaged }
}

/** What is wrong though recording goes on. @param refused the system's codes of disks that took nothing. @param paused whether any waits for room. */
export function worryOf([code]: readonly string[], lost: Kept['lost'], paused: boolean): RecordTrouble | null {
  if (code !== undefined) return { kind: 'unwritable', code }
  return lost !== null ? { kind: 'settings-lost', loaded: lost, paused } : paused ? { kind: 'full' } : null
}
