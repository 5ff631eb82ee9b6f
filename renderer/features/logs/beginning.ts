import { useEffect, useRef } from 'react'
import { useWorld } from '../../world/entities.ts'
import type { LogSession } from './session.ts'
import type { LogPane } from './view/pane.ts'

/** A log that has ended and is no longer than this is read from its first line on. */
const SHORT = 200
/** What was just run is shown from its first line on so long; when it ends later, but before this, it is if it is short. Milliseconds. */
const [HOLD, LATE] = [1500, 10_000]

/** Containers that were just run and whose log is not open yet. */
const justRun = new Set<string>()
export const noteRun = (id: string): void => void justRun.add(id)

/** Whether its log is opened because it was run, for the first one who asks. */
function wasRun(id: string | undefined): boolean {
  return id !== undefined && justRun.delete(id)
}

/** Ended well, as far as is known before its log is: how one that failed ended is at the end. */
function endedWell(id: string | undefined): boolean {
  const container = id === undefined ? undefined : useWorld.getState().entities.containers.get(id)
  return container?.state === 'exited' && container.exitCode === 0
}

/**
 * Shows the first line of a container's log on top where that is read first: what was just run and is over, and what has ended
 * with a short log. Anything else is followed, and whoever scrolls is left where they are. `off`: another place is meant.
 */
export function useBeginning(pane: LogPane | null, session: LogSession, off: boolean): void {
  const run = useRef<boolean | null>(null)
  useEffect(() => {
    const [only, ...others] = session.targets
    if (pane === null || off || others.length > 0) return
    run.current ??= wasRun(only?.id)
    if (!run.current && !endedWell(only?.id)) return
    return beginning(pane, session, run.current)
  }, [pane, session, off])
}

function beginning(pane: LogPane, session: LogSession, run: boolean): () => void {
  const opened = performance.now()
  const { viewport } = pane
  const { scroller } = viewport
  let held = true
  // At its first line and not above it: the row there, in sight, would ask for older lines.
  const look = () => {
    const [status] = session.status
    const { store } = session
    const age = performance.now() - opened
    const ended = status?.caughtUp === true && (status.state === 'stopped' || status.state === 'removed')
    const short = store.lines <= SHORT && !session.mayHaveOlder
    if (ended) {
      if (short || (run && held)) {
        pane.followedTo = store.end
        viewport.reveal(pane.sight.first)
      } else viewport.setFollow(true)
      finish()
    } else if (age < HOLD) viewport.reveal(pane.sight.first)
    else if (held) {
      held = false
      viewport.setFollow(true)
    }
    if (age > LATE) finish()
  }
  const undo = session.onChange(look)
  const timers = [setTimeout(look, HOLD), setTimeout(look, LATE + 1)]
  const touched = ['wheel', 'pointerdown', 'keydown'] as const
  const finish = () => {
    undo()
    for (const timer of timers) clearTimeout(timer)
    for (const event of touched) scroller.removeEventListener(event, finish)
  }
  for (const event of touched) scroller.addEventListener(event, finish, { passive: true })
  look()
  return finish
}
