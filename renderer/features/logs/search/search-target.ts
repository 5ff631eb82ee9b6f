import type { LogTarget } from '../target.ts'
import type { Searched } from './search-run.ts'

/** A log that is searched: a container's, or a record. `told` says more of it than its name. */
export type SearchTarget = LogTarget & Pick<Searched, 'olderThan'> & { told?: string }
/** What may be searched as well, and what that is called. */
export type Also = { targets: readonly SearchTarget[]; label: string }
