import type { LogSession } from '../session.ts'
import type { LogPane } from '../view/pane.ts'
import { lineAtStamp } from '../view/stamp-place.ts'
import type { Moment } from './parse-time.ts'

export type WentTo = 'there' | 'nothing' | 'elsewhere'

/**
 * Puts the first line at or after a time in sight. `nothing`: all that was logged is older; `elsewhere`: the view does not reach
 * back so far, and what is there has to be read anew.
 */
export function goTo(session: LogSession, pane: LogPane, at: Moment): WentTo {
  const { store } = session
  const whole = !session.ranged && store.dropped === 0 && !session.mayHaveOlder && !session.isFull
  if (!whole && (store.end === store.first || isAfter(store.line(store.first), at))) return 'elsewhere'
  let line = lineAtStamp(store, at)
  while (line < store.end && store.line(line).notice !== 0) line++
  if (line >= store.end) return 'nothing'
  if (line < store.first + pane.state.cleared) pane.unclear()
  pane.viewport.setFollow(false)
  pane.show(line)
  pane.viewport.scroller.focus()
  return 'there'
}

const isAfter = (a: Moment, b: Moment): boolean => (a.sec - b.sec || a.nano - b.nano) > 0
