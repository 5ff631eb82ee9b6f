import type { RecordInfo } from '../../shared/contract/records.ts'
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
