import { useEffect, useState, useSyncExternalStore } from 'react'
import { SearchRun } from './search-run.ts'

/** A search, ended when the panel goes. */
export function useSearch(): SearchRun {
  const [run] = useState(() => new SearchRun())
  useSyncExternalStore(run.onChange, () => run.state)
  useEffect(() => () => run.stop(), [run])
  return run
}
