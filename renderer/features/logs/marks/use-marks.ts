import { useCallback, useEffect, useMemo } from 'react'
import { useLogPrefs } from '../prefs.ts'
import type { LogSession } from '../session.ts'
import type { LogPane } from '../view/pane.ts'
import { LineKinds } from './kinds.ts'
import { stepOf } from './places.ts'

export type LogMarks = {
  kinds: LineKinds
  /** Shows the next warning or error, or the one before. */
  step(back: boolean): void
}

/** What the lines of a view are marked as. */
export function useMarks(session: LogSession, pane: LogPane | null, active: boolean): LogMarks {
  const kinds = useMemo(() => new LineKinds(), [])
  const levels = useLogPrefs((prefs) => prefs.levels)
  useEffect(() => {
    kinds.more(session.store)
    const undo = session.onChange(() => kinds.more(session.store))
    return () => {
      undo()
      kinds.stop()
    }
  }, [kinds, session])
  useEffect(() => kinds.set(active, levels), [kinds, active, levels])
  const step = useCallback(
    (back: boolean) => {
      if (pane === null) return
      const from = pane.current >= 0 ? pane.current : pane.sight.near(back ? pane.viewport.bottom : pane.viewport.top) + (back ? 1 : -1)
      const line = stepOf(session.store, kinds, pane.sight, from, back)
      if (line !== null) pane.show(line, true)
    },
    [pane, session, kinds],
  )
  return { kinds, step }
}
