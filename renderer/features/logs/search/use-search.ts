import { useEffect, useState, useSyncExternalStore } from 'react'
import { SearchRun } from './search-run.ts'
import type { Whole } from './whole.ts'

/** A search, ended when the panel goes. */
export function useSearch(whole: Whole): SearchRun {
  const [run] = useState(() => new SearchRun(whole))
  useSyncExternalStore(run.onChange, () => run.state)
  useEffect(() => () => run.stop(), [run])
  return run
}
