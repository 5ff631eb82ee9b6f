import { Notice, sourcesOf } from '../../../shared/log-batch.ts'
import { begun, note, type SourceStatus } from './source-status.ts'
import type { LogStore } from './store/store.ts'
import type { LogTarget } from './target.ts'

/** One reading of the log. The one shown stays until a later one has as much to show. */
export type Reading = {
  view: string
  /** Those that are gone and not read any more come first; the engine's source N is the one N behind them. */
  gone: number
  targets: readonly LogTarget[]
  store: LogStore
  status: SourceStatus[]
  /** Of its notices only that it came to its end tells how a source stands. */
  past: boolean
  /** It came to its end with nothing to show. */
  empty: boolean
}

export function takeIn({ store, status, gone, past }: Reading, batches: Iterable<Uint8Array>): void {
  for (const batch of batches) {
    // Notices of those that are gone tell what was.
    for (const one of store.append(batch)) if (one.source >= gone && (!past || one.kind === Notice.caughtUp)) note(status, one)
    // A flood is never caught up with, and yet it is there.
    if (status.some((s) => s.state === 'opening')) for (const source of sourcesOf(batch)) begun(status, source)
  }
}

/** Whether a store read anew has come to where the shown one ends: its lines arrive oldest first. */
export function reaches(store: LogStore, shown: LogStore): boolean {
  if (store.end === store.first || shown.end === shown.first) return false
  const [a, b] = [store.line(store.end - 1), shown.line(shown.end - 1)]
  return a.sec > b.sec || (a.sec === b.sec && a.nano >= b.nano)
}
