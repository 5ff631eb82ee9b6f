import { type RefObject, useEffect, useRef, useState } from 'react'
import { useI18n } from '../../i18n/index.ts'
import { useLogPrefs } from './prefs.ts'
import type { LogSession } from './session.ts'
import type { SourceStatus } from './source-status.ts'
import { LogPane } from './view/pane.ts'
import type { PaneState } from './view/pane-state.ts'
import type { At } from './view/stamp-place.ts'

/** What the frame around the lines is drawn from. */
export type Frame = PaneState & { status: readonly SourceStatus[]; caughtUp: boolean; failed: boolean }

/** The frame's figures follow the log at this pace; the lines themselves at every painted frame. */
const EVERY = 120
/** Relative stamps in sight are looked at again. Milliseconds. */
const TICK = 5000

export type PaneActions = {
  find(): void
  filter?(): void
  save(source: number | null): void
  /** Who keeps what is cleared from sight. */
  clearedTo?: At | null
  cleared?(to: At | null): void
}

/** Mounts the lines of a session into an element and hands the frame around them its state. */
export function usePane(session: LogSession, root: RefObject<HTMLDivElement | null>, active: boolean, on: PaneActions) {
  const [pane, setPane] = useState<LogPane | null>(null)
  const [frame, setFrame] = useState<Frame | null>(null)
  const prefs = useLogPrefs()
  const { t, language } = useI18n()
  const events = useRef(on)
  events.current = on

  // biome-ignore lint/correctness/useExhaustiveDependencies: look and language are handed on below, without a new pane
  useEffect(() => {
    if (root.current === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const changed = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        setFrame({ ...made.state, status: session.status, caughtUp: session.caughtUp, failed: session.failure !== null })
      }, EVERY)
    }
    const made = new LogPane(root.current, session, prefs, t, language, {
      changed,
      find: () => events.current.find(),
      filter: () => events.current.filter?.(),
      save: (source) => events.current.save(source),
      clearedTo: events.current.clearedTo ?? null,
      cleared: (to) => events.current.cleared?.(to),
    })
    setPane(made)
    changed()
    return () => {
      clearTimeout(timer)
      made.dispose()
    }
  }, [session, root])

  useEffect(() => pane?.setLook(prefs, t, language), [pane, prefs, t, language])
  useEffect(() => pane?.viewport.setActive(active), [pane, active])
  const ticks = prefs.stamps === 'relative' && active
  useEffect(() => {
    if (pane === null || !ticks) return
    const timer = setInterval(() => document.hidden || pane.restamp(), TICK)
    return () => clearInterval(timer)
  }, [pane, ticks])
  return { pane, frame }
}
