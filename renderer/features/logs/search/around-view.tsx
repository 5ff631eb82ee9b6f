import { ArrowLeft } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { LogFound } from '../../../../shared/contract/logs-search.ts'
import { type LogPattern, patternSource } from '../../../../shared/log-pattern.ts'
import { type Translate, useT } from '../../../i18n/index.ts'
import { Button, cx, escapeControls } from '../../../ui/index.ts'
import type { Query } from '../find/matcher.ts'
import { Footer, unreadOr } from '../footer.tsx'
import { useLogPrefs } from '../prefs.ts'
import { type LogReader, LogSession } from '../session.ts'
import { StateNote } from '../state-note.tsx'
import type { LogStore } from '../store/store.ts'
import type { LogTarget } from '../target.ts'
import { useLabel } from '../use-label.ts'
import { usePane } from '../use-pane.ts'
import log from '../view/log.module.css'
import type { LogPane } from '../view/pane.ts'
import { lineFound } from '../view/stamp-place.ts'
import { stampFull } from '../view/stamps.ts'
import css from './search.module.css'
import { isRecord, type Whole } from './whole.ts'

/** Lines shown on either side of a match. */
const AROUND = 1000

type Props = { whole: Whole; target: LogTarget; found: LogFound; pattern: LogPattern; active: boolean; onClose(): void }

/** The place of a match, read anew with the lines around it, over the log that is shown. */
export function AroundView({ whole, target, found, pattern, active, onClose }: Props) {
  const [session, setSession] = useState<LogSession | null>(null)
  useEffect(() => {
    const { lines, bytes } = useLogPrefs.getState()
    const { sec, nano, tie } = found
    const read: LogReader = (api, _asked, signal) =>
      whole.around(api, { id: target.id, at: { sec, nano, tie }, before: AROUND, after: AROUND }, signal)
    const made = new LogSession([target], { lines, bytes }, Number.MAX_SAFE_INTEGER, read, { past: true, recorded: isRecord(target.id) })
    setSession(made)
    return () => made.close()
  }, [whole, target, found])
  if (session === null) return null
  return (
    <Around
      key={[found.source, found.sec, found.nano, found.tie].join()}
      {...{ whole, session, target, found, pattern, active, onClose }}
    />
  )
}

function Around({ whole, session, target, found, pattern, active, onClose }: Props & { session: LogSession }) {
  const t = useT()
  const root = useRef<HTMLDivElement>(null)
  const mode = useLogPrefs((prefs) => prefs.stamps)
  const { pane, frame } = usePane(session, root, active, { find: () => undefined, save: () => undefined })
  const full = stampFull(found.sec, found.nano, mode)
  const label = t('logs.search.around', { time: full.slice(0, 23).replace('T', ' '), name: escapeControls(target.name, 80) })
  useLabel(pane, label)
  usePlace(pane, session, found, pattern)
  const keyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    onClose()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc leads back wherever the focus is within
    <div className={css.around} onKeyDown={keyDown}>
      <div className={cx(log.bar, css.aroundHead)}>
        <Button size="sm" icon={ArrowLeft} onClick={onClose}>
          {t(whole.back)}
        </Button>
        <span title={full}>{label}</span>
      </div>
      <div className={log.area}>
        <div className={log.lines} ref={root} />
        {frame === null ? null : <StateNote session={session} frame={frame} />}
      </div>
      <Footer session={session} frame={frame} told={(now) => unreadOr(t, now, () => aroundParts(t, session.store, found, target))} />
    </div>
  )
}

/** What is shown on either side of the line that was found, and where from. */
function aroundParts(t: Translate, store: LogStore, { sec, nano, tie }: LogFound, { id }: LogTarget): readonly string[] {
  const line = lineFound(store, { sec, nano }, tie)
  const lines =
    line === null
      ? [t('logs.lines', { count: store.lines }), t('logs.around.gone')]
      : [t('logs.around.lines', { count: line - store.first, after: store.end - line })]
  return [...lines, t(isRecord(id) ? 'records.recorded' : 'logs.around.engine'), t('logs.state.held')]
}

/** Shows the line of the match as soon as it is there, and marks the match in it. */
function usePlace(pane: LogPane | null, session: LogSession, { sec, nano, tie }: LogFound, pattern: LogPattern): void {
  useEffect(() => {
    if (pane === null) return
    const { scroller } = pane.viewport
    pane.viewport.setFollow(false)
    const show = () => {
      const { store } = session
      const line = lineFound(store, { sec, nano }, tie)
      if (line === null) return false
      pane.find(queryOf(pattern))
      pane.show(line)
      scroller.focus()
      return true
    }
    if (show()) return
    const undo = session.onChange(() => {
      if (show()) undo()
    })
    return undo
  }, [pane, session, sec, nano, tie, pattern])
}

/** For the marks in the lines: a whole word is an expression there. */
function queryOf(pattern: LogPattern): Query {
  const { text, regex, matchCase, wholeWord } = pattern
  return wholeWord ? { text: patternSource(pattern).source, regex: true, matchCase } : { text, regex, matchCase }
}
