import { useEffect, useState, useSyncExternalStore } from 'react'
import { SearchRun } from './search-run.ts'

/** A search over these containers, ended when the panel goes. */
export function useSearch(ids: readonly string[]): SearchRun {
  const [run] = useState(() => new SearchRun(ids))
  useSyncExternalStore(run.onChange, () => run.state)
  useEffect(() => () => run.stop(), [run])
  return run
}
