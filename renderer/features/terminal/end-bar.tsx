import { Play, RotateCw, X } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import type { Session } from '../../../shared/contract/terminal.ts'
import { type Translate, useT } from '../../i18n/index.ts'
import { Button, StatusDot } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import type { DockTab } from '../../world/view.ts'
import { standOf, useContainerNow } from './container-now.ts'
import { mayRestart } from './opening.ts'
import type { Pane } from './pane.ts'
import { closeTab } from './panes.ts'
import { paramsOf } from './params.ts'
import { useSessions } from './sessions.ts'
import { mayStart, setGoing } from './set-going.ts'
import { usePane } from './state.ts'
import css from './terminal.module.css'
import { useRestarted } from './use-restarted.ts'

const HINTS = [126, 127, 130, 137, 143] as const

/** Below a terminal that is over: how it ended, and what to do now. */
export function EndBar({ pane, tab }: { pane: Pane; tab: DockTab }) {
  const t = useT()
  const { session, container, kind } = paramsOf(tab)
  const known = useSessions((s) => s.byId.get(session ?? ''))
  const { phase } = usePane(tab.id)
  // None of one that is gone, or on another host than the one in view.
  const state = useWorld((w) => w.entities.containers.get(container.id)?.state)
  const running = state === 'running'
  const stands = standOf(kind, useContainerNow(container.id))
  const why = useId()
  const restarted = useRestarted(known, running)
  useFollow(pane, known, running, restarted)
  if (known === undefined || known.now.state === 'live' || phase === 'taken') return null
  const good = known.now.state === 'detached' || known.now.state === 'left' || (known.now.state === 'ended' && known.now.code === 0)
  const start = t(state === 'paused' ? 'terminal.unpause' : 'terminal.start')
  const again = t(kind === 'attach' ? 'terminal.attachAgain' : 'terminal.restart')
  const may = mayRestart(kind, state)
  return (
    <div className={css.end} role="status">
      <StatusDot tone={good ? 'off' : 'bad'} label="" />
      <span className={css.said}>
        <span>{words(known, running, t)}</span> {restarted ? <span className={css.dim}>{t('terminal.restarted')}</span> : null}
        {stands === null ? null : (
          <span className={css.dim} id={why}>
            {t(stands)}
          </span>
        )}
      </span>
      <span className={css.endActions}>
        {kind === 'copy' || !mayStart(state) ? null : (
          <Button size="sm" icon={Play} title={start} onClick={() => void setGoing(container, state)}>
            {start}
          </Button>
        )}
        <Button
          size="sm"
          icon={RotateCw}
          title={may || stands === null ? again : `${again}: ${t(stands)}`}
          aria-describedby={may || stands === null ? undefined : why}
          disabled={!may}
          onClick={() => void pane.restart()}
        >
          {again}
        </Button>
        <Button size="sm" icon={X} title={t('terminal.close')} onClick={() => closeTab(tab)}>
          {t('terminal.close')}
        </Button>
      </span>
    </div>
  )
}

/** An attached terminal goes on when its container was restarted (R11); a shell waits to be asked. */
function useFollow(pane: Pane, session: Session | undefined, running: boolean, restarted: boolean): void {
  const stopped = useRef(false)
  const over = session?.kind === 'attach' && (session.now.state === 'ended' || session.now.state === 'lost' || session.now.state === 'left')
  useEffect(() => {
    if (!over) stopped.current = false
    else if (!running) stopped.current = true
    else if (stopped.current || restarted) {
      stopped.current = false
      void pane.restart()
    }
  }, [pane, over, running, restarted])
}

function words({ now }: Session, running: boolean, t: Translate): string {
  if (now.state === 'detached') return t(running ? 'terminal.detached' : 'terminal.detachedOnly')
  if (now.state === 'left') return t('terminal.left')
  if (now.state === 'lost') return t('terminal.lost')
  if (now.state !== 'ended' || now.code === null) return t('terminal.exitedUnknown')
  const { code } = now
  const hint = HINTS.find((known) => known === code)
  const text = t('terminal.exited', { code: String(code) })
  return hint === undefined ? text : `${text} · ${t(`terminal.exitedHint.${hint}`)}`
}
