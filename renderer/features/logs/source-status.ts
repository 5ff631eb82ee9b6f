import { Notice } from '../../../shared/log-batch.ts'
import type { Told } from './store/store.ts'

/** How one container's log stands. `exit` is said once it stopped. */
export type SourceState = 'opening' | 'live' | 'stopped' | 'removed' | 'interrupted' | 'away' | 'unreadable' | 'damaged' | 'reached'
export type SourceStatus = { state: SourceState; caughtUp: boolean; detail: string }

const AFTER: Record<number, SourceState> = {
  [Notice.stopped]: 'stopped',
  [Notice.started]: 'live',
  [Notice.removed]: 'removed',
  [Notice.interrupted]: 'interrupted',
  [Notice.away]: 'away',
  [Notice.resumed]: 'live',
  [Notice.unreadable]: 'unreadable',
  [Notice.damaged]: 'damaged',
  [Notice.reached]: 'reached',
}

export const opening = (): SourceStatus => ({ state: 'opening', caughtUp: false, detail: '' })
export const removed = (): SourceStatus => ({ state: 'removed', caughtUp: true, detail: '' })
export const isRemoved = (status: SourceStatus | undefined): boolean => status?.state === 'removed'

type Standing = { targets: readonly { id: string }[]; status: readonly SourceStatus[] }

/** How the sources of what is shown stand by a later reading that has nothing to show. */
export function statusOf(shown: Standing, later: Standing): SourceStatus[] {
  return shown.targets.map(({ id }, index) => {
    const at = later.targets.findIndex((target) => target.id === id)
    return later.status[at] ?? shown.status[index] ?? opening()
  })
}

export function begun(status: SourceStatus[], source: number): void {
  const before = status[source]
  if (before?.state === 'opening') status[source] = { ...before, state: 'live' }
}

export function note(status: SourceStatus[], { source, kind, detail }: Told): void {
  const before = status[source]
  if (before === undefined) return
  if (kind === Notice.caughtUp) status[source] = { ...before, caughtUp: true, state: before.state === 'opening' ? 'live' : before.state }
  else status[source] = { state: AFTER[kind] ?? before.state, caughtUp: true, detail }
}
