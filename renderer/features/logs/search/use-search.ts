import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { SearchRun } from './search-run.ts'
import type { Whole } from './whole.ts'

/** A search, ended when the panel goes. */
export function useSearch(whole: Whole): SearchRun {
  const [run] = useState(() => new SearchRun(whole))
  useSyncExternalStore(run.onChange, () => run.state)
  useEffect(() => () => run.stop(), [run])
  return run
}

/** Always the same function, which does what the last one given does. */
export function useLatest<A extends unknown[]>(run: (...args: A) => void): (...args: A) => void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  return useCallback((...args: A) => latest.current(...args), [])
}
