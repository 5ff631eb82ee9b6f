import { type RefObject, useEffect } from 'react'
import type { LogSession } from '../session.ts'
import type { LogPane } from '../view/pane.ts'
import { goTo, type WentTo } from './go-to.ts'
import type { Moment } from './parse-time.ts'
import { type LogRange, timeOf } from './range.ts'

/** Where a view that is about to be read is to begin being looked at. */
export type Aim = RefObject<Moment | null>

/** Lines that fill every window. */
const FILLED = 1000

/** Leads to the place that was aimed at, once its lines are there. Unless they never come: the view says that there are none. */
export function useAim(pane: LogPane | null, session: LogSession, aim: Aim): void {
  useEffect(() => {
    if (pane === null || aim.current === null) return
    pane.viewport.setFollow(false)
    const show = (): boolean => {
      if (aim.current === null) return true
      const { lines } = session.store
      if (lines === 0) return false
      pane.viewport.toStart()
      // A view takes the first few, which do not fill it, for its end, and would go on with that.
      const filled = lines >= FILLED || session.caughtUp
      if (filled) aim.current = null
      return filled
    }
    if (show()) return
    const undo = session.onChange(() => {
      if (show()) undo()
    })
    return undo
  }, [pane, session, aim])
}

type Going = { session: LogSession; pane: LogPane | null; range: LogRange | null; aim: Aim; onRange(range: LogRange): void }

/** Goes to a time in the view, or reads the log anew from there on. */
export function goAnywhere({ session, pane, range, aim, onRange }: Going, at: Moment): WentTo {
  if (pane === null) return 'nothing'
  const went = goTo(session, pane, at)
  if (went !== 'elsewhere') return went
  const until = range?.kind === 'time' ? range.until : null
  // What is wanted may lie behind the end of the range: then that end is no longer meant.
  const since = timeOf(at)
  const keeps = until !== null && Number(until.split('.')[0]) > at.sec
  // What is cleared from sight is looked for now, or may be.
  if (pane.state.cleared > 0) pane.unclear()
  aim.current = at
  onRange({ kind: 'time', since, until: keeps ? until : null })
  return 'elsewhere'
}
