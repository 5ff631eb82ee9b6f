import { type KeyboardEvent, useCallback, useRef, useState } from 'react'
import type { LogPattern } from '../../../shared/log-pattern.ts'
import type { Query } from './find/matcher.ts'
import { useMarks } from './marks/use-marks.ts'
import type { LogSession } from './session.ts'
import { type PaneActions, usePane } from './use-pane.ts'

/** The lines of a session, and what looks into them: find, the filter, the search over all there is, the marks. And the keys of these. */
export function useTools(session: LogSession, active: boolean, on: Omit<PaneActions, 'find' | 'filter'>) {
  const root = useRef<HTMLDivElement>(null)
  const [finding, setFinding] = useState(false)
  const [filtering, setFiltering] = useState(false)
  const [seed, setSeed] = useState<LogPattern | null>(null)
  const openFind = useCallback(() => setFinding(true), [])
  const openFilter = useCallback(() => setFiltering(true), [])
  const { pane, frame } = usePane(session, root, active, { ...on, find: openFind, filter: openFilter })
  const marks = useMarks(session, pane, active)

  const focus = () => pane?.viewport.scroller.focus()
  const closeFind = () => {
    setFinding(false)
    pane?.find(null)
    focus()
  }
  const closeFilter = () => {
    setFiltering(false)
    focus()
  }
  const searchAll = (query: Query) => {
    closeFind()
    setSeed({ wholeWord: false, ...query })
  }
  const closeSearch = () => {
    setSeed(null)
    focus()
  }
  const everything = () => searchAll({ text: '', matchCase: false, regex: false })
  const keyDown = (event: KeyboardEvent) => {
    const find = (event.ctrlKey || event.metaKey) && event.code === 'KeyF'
    if (!find && event.key !== 'F8') return
    event.preventDefault()
    if (!find) marks.step(event.shiftKey)
    else (event.shiftKey ? openFilter : openFind)()
  }
  return {
    ...{ root, session, pane, frame, marks, keyDown },
    ...{ finding, openFind, closeFind, filtering, openFilter, closeFilter, seed, searchAll, closeSearch, everything },
  }
}
export type LogTools = ReturnType<typeof useTools>
