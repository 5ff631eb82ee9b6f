import type { Host } from '../../../shared/contract/hosts.ts'
import type { NoticeKind } from '../../../shared/log-batch.ts'
import type { Stamp } from '../lib/stamp.ts'

/**
 * `greeting` is said before its first line. `since` instead of the tail; at `until` it ends. Both inclusive.
 * `past` goes on from an earlier reading, in place of `tail`.
 */
export type Followed = {
  index: number
  id: string
  tail: number | 'all'
  since?: Stamp | null
  until?: Stamp | null
  greeting?: NoticeKind | null
  past?: Past | null
  /** The one it is about; without it, whichever it is begun on. */
  host?: Pick<Host, 'name' | 'address'> | null
}

/** Where an earlier reading ended; `again` tells, once for each, the lines from there on that it had. */
export type Past = { since: Stamp; again(stderr: boolean, sec: number, nano: number): boolean }
