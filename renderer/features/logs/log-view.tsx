import { ArrowDown } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import type { LogHost } from '../../../shared/contract/logs-search.ts'
import { useT } from '../../i18n/index.ts'
import { Button } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import { useBeginning } from './beginning.ts'
import { LogFooter } from './footer.tsx'
import { LogLines } from './log-lines.tsx'
import type { Moment } from './range/parse-time.ts'
import { type LogRange, liesBefore } from './range/range.ts'
import { type Aim, goAnywhere, useAim } from './range/use-aim.ts'
import { useEarlier } from './records/earlier.ts'
import { type Hidden, KeptNote, useHidden } from './records/kept-note.tsx'
import { ruleOf } from './records/record-toggle.tsx'
import { saveMissing } from './save.ts'
import { LeftOutNote } from './scope/left-out.tsx'
import { CHOSEN, type LogScope } from './scope/scope.ts'
import { present, scopeTitle } from './scope/titles.ts'
import { useLogSession } from './scope/use-log-session.ts'
import { engineWhole } from './search/whole.ts'
import type { LogSession } from './session.ts'
import type { LogTarget } from './target.ts'
import { LogToolbar } from './toolbar.tsx'
import { useFocus } from './use-focus.ts'
import { useLabel } from './use-label.ts'
import type { PaneActions } from './use-pane.ts'
import { useTools } from './use-tools.ts'
import css from './view/log.module.css'
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
  /** The host it is about, by whoever keeps that with it; told once it is known. */
  host?: LogHost | null
  onHost?: (host: LogHost) => void
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
  const hidden = useHidden(name)
  const key = `${name} ${JSON.stringify(range)}`
  const session = useLogSession({ key, name, scope, targets, range, onMembers, host: kept.host, onHost: kept.onHost })
  const onRange = (next: LogRange | null) => {
    chosen.current = true
    ;(kept.onRange ?? setOwn)(next)
  }
  const to = kept.onCleared === undefined ? (ownCleared.current?.name === name ? ownCleared.current.to : null) : (kept.cleared ?? null)
  const cleared = (now: At | null) => {
    ownCleared.current = { name, to: now }
    kept.onCleared?.(now)
  }
  if (session === null) return <Elsewhere host={kept.host ?? null} />
  const clearing = { clearedTo: liesBefore(range, to) ? null : to, cleared }
  return <Followed key={key} {...{ session, scope, active, range, onRange, aim, clearing, hidden }} takeFocus={chosen.current} />
}

/** In the place of a view that is not there yet: whose containers it is about can only be asked of its own host. */
function Elsewhere({ host }: { host: LogHost | null }) {
  const t = useT()
  const others = useWorld(({ connection }) => host !== null && connection.state === 'connected' && connection.host.address !== host.address)
  return (
    <div className={css.view}>
      {others ? (
        <div className={css.area}>
          <div className={css.state}>
            <strong>{t('logs.state.away')}</strong>
            <span>{t('logs.none.away', { host: host?.name ?? '' })}</span>
          </div>
        </div>
      ) : null}
    </div>
  )
}

type FollowedProps = {
  session: LogSession
  scope: LogScope
  active: boolean
  range: LogRange | null
  onRange(range: LogRange | null): void
  aim: Aim
  clearing: Required<Pick<PaneActions, 'clearedTo' | 'cleared'>>
  hidden: Hidden
  /** It takes the place of a view in which another range was chosen. */
  takeFocus: boolean
}

function Followed({ session, scope, active, range, onRange, aim, clearing, hidden, takeFocus }: FollowedProps) {
  const t = useT()
  const { targets } = session
  const title = scopeTitle(t, scope)
  const save = (source: number | null) => void saveMissing(session, range, source)
  const tools = useTools(session, active, { save, ...clearing })
  const { pane, frame } = tools
  const earlier = useEarlier(targets)
  const whole = useMemo(() => engineWhole(session.hostOf), [session])

  useLabel(pane, t('logs.region', { names: useNames(targets, title) }))
  useFocus(pane, takeFocus)
  useBeginning(pane, session, aim.current !== null || range !== null || clearing.clearedTo !== null)
  useAim(pane, session, aim)

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key is heard wherever the focus is within the view
    <div className={css.view} onKeyDown={tools.keyDown}>
      <LogToolbar
        title={title}
        tools={tools}
        range={range}
        onRange={onRange}
        onGo={(at) => goAnywhere({ session, pane, range, aim, onRange }, at)}
        rule={ruleOf(scope, present(targets))}
      />
      <KeptNote targets={targets} hidden={hidden} />
      <LeftOutNote targets={session.leftOut} scope={scope} />
      <LogLines
        {...{ tools, active, targets: present(targets), searched: present(targets), whole, also: earlier }}
        clearing
        footer={<LogFooter session={session} frame={frame} />}
      >
        {frame !== null && !frame.follow ? (
          <Button className={css.jump} size="sm" variant="primary" icon={ArrowDown} onClick={() => pane?.jumpToEnd()}>
            {frame.newLines > 0 ? t('logs.newLines', { count: frame.newLines }) : t('logs.toEnd')}
          </Button>
        ) : null}
      </LogLines>
    </div>
  )
}

/** Whose lines are shown. */
function useNames(targets: readonly LogTarget[], title: string | null): string {
  return useMemo(
    () =>
      title ??
      present(targets)
        .map((target) => target.name)
        .join(', '),
    [targets, title],
  )
}
