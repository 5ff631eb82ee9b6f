import { ArrowDown } from 'lucide-react'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { LogPattern } from '../../../shared/log-pattern.ts'
import { useT } from '../../i18n/index.ts'
import { Button, ContextMenu } from '../../ui/index.ts'
import { useBeginning } from './beginning.ts'
import { FilterBar } from './filter-bar.tsx'
import type { Query } from './find/matcher.ts'
import { FindBar } from './find-bar.tsx'
import { FindMarks } from './find-marks.tsx'
import { LogFooter } from './footer.tsx'
import { logMenu } from './log-menu.ts'
import { MarkBar } from './marks/mark-bar.tsx'
import { useMarks } from './marks/use-marks.ts'
import type { Moment } from './range/parse-time.ts'
import { type LogRange, liesBefore } from './range/range.ts'
import { type Aim, goAnywhere, useAim } from './range/use-aim.ts'
import { useEarlier } from './records/earlier.ts'
import { KeptNote, ruleOf } from './records/record-toggle.tsx'
import { saveMissing } from './save.ts'
import { LeftOutNote } from './scope/left-out.tsx'
import { CHOSEN, type LogScope } from './scope/scope.ts'
import { present, scopeTitle } from './scope/titles.ts'
import { useLogSession } from './scope/use-log-session.ts'
import { SearchBeside } from './search/beside.tsx'
import type { LogSession, LogTarget } from './session.ts'
import { StateNote } from './state-note.tsx'
import { LogToolbar } from './toolbar.tsx'
import { type PaneActions, usePane } from './use-pane.ts'
import css from './view/log.module.css'
import type { LogPane } from './view/pane.ts'
import type { At } from './view/stamp-place.ts'

export type LogViewProps = {
  targets: readonly LogTarget[]
  active: boolean
  /** What else belongs into it, later too. */
  scope?: LogScope
  /** Names the view where its containers may change; otherwise they do. */
  viewKey?: string
  onMembers?: (targets: readonly LogTarget[]) => void
  /** What part of the logs is shown; kept by whoever gives `onRange`, else by the view. */
  range?: LogRange | null
  onRange?: (range: LogRange | null) => void
  /** Up to where lines are cleared from sight; kept by whoever gives `onCleared`, else by the view. */
  cleared?: At | null
  onCleared?: (to: At | null) => void
}

/** The followed log of one or several containers. */
export function LogView({ targets, active, scope = CHOSEN, viewKey, onMembers, ...kept }: LogViewProps) {
  const [own, setOwn] = useState<LogRange | null>(null)
  const chosen = useRef(false)
  const ownCleared = useRef<{ name: string; to: At | null } | null>(null)
  const aim = useRef<Moment | null>(null)
  const range = kept.onRange === undefined ? own : (kept.range ?? null)
  const name = viewKey ?? targets.map((target) => target.id).join()
  const key = `${name} ${JSON.stringify(range)}`
  const session = useLogSession({ key, name, scope, targets, range, onMembers })
  const onRange = (next: LogRange | null) => {
    chosen.current = true
    ;(kept.onRange ?? setOwn)(next)
  }
  const to = kept.onCleared === undefined ? (ownCleared.current?.name === name ? ownCleared.current.to : null) : (kept.cleared ?? null)
  const cleared = (now: At | null) => {
    ownCleared.current = { name, to: now }
    kept.onCleared?.(now)
  }
  if (session === null) return <div className={css.view} />
  const clearing = { clearedTo: liesBefore(range, to) ? null : to, cleared }
  return <Followed key={key} {...{ session, scope, active, range, onRange, aim, clearing }} takeFocus={chosen.current} />
}

type FollowedProps = {
  session: LogSession
  scope: LogScope
  active: boolean
  range: LogRange | null
  onRange(range: LogRange | null): void
  aim: Aim
  clearing: Required<Pick<PaneActions, 'clearedTo' | 'cleared'>>
  /** It takes the place of a view in which another range was chosen. */
  takeFocus: boolean
}

function Followed({ session, scope, active, range, onRange, aim, clearing, takeFocus }: FollowedProps) {
  const t = useT()
  const root = useRef<HTMLDivElement>(null)
  const [finding, setFinding] = useState(false)
  const [filtering, setFiltering] = useState(false)
  const [seed, setSeed] = useState<LogPattern | null>(null)
  const { targets } = session
  const title = scopeTitle(t, scope)
  const save = (source: number | null) => void saveMissing(targets, range, source)
  const openFind = useCallback(() => setFinding(true), [])
  const openFilter = useCallback(() => setFiltering(true), [])
  const { pane, frame } = usePane(session, root, active, { find: openFind, filter: openFilter, save, ...clearing })

  const marks = useMarks(session, pane, active)
  const earlier = useEarlier(targets)

  useLabel(pane, targets, title)
  useFocus(pane, takeFocus)
  useBeginning(pane, session, aim.current !== null || range !== null || clearing.clearedTo !== null)
  useAim(pane, session, aim)

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
  const keyDown = (event: KeyboardEvent) => {
    const find = (event.ctrlKey || event.metaKey) && event.code === 'KeyF'
    if (!find && event.key !== 'F8') return
    event.preventDefault()
    if (!find) marks.step(event.shiftKey)
    else (event.shiftKey ? openFilter : openFind)()
  }
  const everything = () => searchAll({ text: '', matchCase: false, regex: false })
  const menu = () => logMenu(t, pane, { find: openFind, filter: openFilter, everything, step: marks.step })
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key is heard wherever the focus is within the view
    <div className={css.view} onKeyDown={keyDown}>
      <LogToolbar
        title={title}
        session={session}
        pane={pane}
        cleared={frame?.cleared ?? 0}
        filtering={filtering}
        range={range}
        onRange={onRange}
        onGo={(at) => goAnywhere({ session, pane, range, aim, onRange }, at)}
        onFind={openFind}
        onFilter={filtering ? closeFilter : openFilter}
        rule={ruleOf(scope, present(targets))}
      />
      <KeptNote targets={targets} />
      <LeftOutNote targets={session.leftOut} scope={scope} />
      {filtering ? <FilterBar pane={pane} frame={frame} targets={present(targets)} onClose={closeFilter} /> : null}
      {finding ? <FindBar pane={pane} found={frame?.find ?? null} onClose={closeFind} onEverything={searchAll} /> : null}
      <SearchBeside targets={present(targets)} also={earlier} active={active} seed={seed} onClose={closeSearch}>
        <div className={css.area}>
          <ContextMenu items={menu}>
            <div className={css.lines} ref={root} />
          </ContextMenu>
          <MarkBar session={session} pane={pane} marks={marks} sifted={`${String(frame?.cleared)} ${String(frame?.filter.shown)}`} />
          {finding && frame !== null ? <FindMarks pane={pane} version={frame} /> : null}
          {frame === null ? null : <StateNote session={session} frame={frame} />}
          {frame !== null && !frame.follow ? (
            <Button className={css.jump} size="sm" variant="primary" icon={ArrowDown} onClick={() => pane?.jumpToEnd()}>
              {frame.newLines > 0 ? t('logs.newLines', { count: frame.newLines }) : t('logs.toEnd')}
            </Button>
          ) : null}
        </div>
      </SearchBeside>
      <LogFooter frame={frame} onRetry={() => session.retry()} />
    </div>
  )
}

function useFocus(pane: LogPane | null, take: boolean): void {
  useEffect(() => {
    if (take) pane?.viewport.scroller.focus()
  }, [pane, take])
}

/** Tells those who do not see the lines what they are. */
function useLabel(pane: LogPane | null, targets: readonly LogTarget[], title: string | null): void {
  const t = useT()
  const names = useMemo(
    () =>
      title ??
      present(targets)
        .map((target) => target.name)
        .join(', '),
    [targets, title],
  )
  useEffect(() => {
    const scroller = pane?.viewport.scroller
    if (scroller === undefined) return
    scroller.tabIndex = 0
    scroller.setAttribute('role', 'log')
    // Read on asking, line by line: a flood spoken aloud would drown everything else.
    scroller.setAttribute('aria-live', 'off')
    scroller.setAttribute('aria-label', t('logs.region', { names }))
  }, [pane, names, t])
}
