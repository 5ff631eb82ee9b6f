import { SquareTerminal } from 'lucide-react'
import type { Session } from '../../../shared/contract/terminal.ts'
import { useT } from '../../i18n/index.ts'
import { Button, CutName, EmptyState, escapeControls, RelativeTime, StatusDot } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import { useView } from '../../world/view.ts'
import { openForm } from './form-store.ts'
import { kindIcon } from './kind-icon.ts'
import { openTerminal, showSession } from './panes.ts'
import type { TerminalParams } from './params.ts'
import { useSessionNames } from './session-names.ts'
import { useSessions } from './sessions.ts'
import { usePane } from './state.ts'
import css from './terminal.module.css'

/** The container's terminals, and a new one. */
export function TerminalsOfContainer({ id }: { id: string }) {
  const t = useT()
  const container = useWorld((w) => w.entities.containers.get(id))
  const byId = useSessions((s) => s.byId)
  const names = useSessionNames()
  if (container === undefined) return null
  const mine = [...byId.values()].filter((session) => session.container.id === id)
  const running = container.state === 'running'
  const ref = { id, name: container.name }
  const actions = (
    <>
      <Button variant="primary" icon={SquareTerminal} disabled={!running} onClick={() => openTerminal({ container: ref, kind: 'shell' })}>
        {t('terminal.openShell')}
      </Button>
      <Button onClick={() => openForm(ref)}>{running ? t('terminal.openForm') : t('terminal.openCopy')}</Button>
      {running ? null : <Button onClick={() => openForm(ref, 'toolbox')}>{t('terminal.openToolbox')}</Button>}
      <Button disabled={!running} onClick={() => openTerminal({ container: ref, kind: 'attach' })}>
        {t('terminal.attach')}
      </Button>
    </>
  )
  if (mine.length === 0)
    return (
      <EmptyState
        size="sm"
        icon={SquareTerminal}
        title={t('terminal.emptyTitle')}
        body={running ? t('terminal.emptyBody') : t('terminal.stopped')}
        actions={actions}
      />
    )
  return (
    <div className={css.list}>
      <div className={css.listActions}>{actions}</div>
      <ul aria-label={t('terminal.sessions')}>
        {mine.map((session) => (
          <Row key={session.id} session={session} name={names.get(session.id) ?? ''} />
        ))}
      </ul>
    </div>
  )
}

function Row({ session, name }: { session: Session; name: string }) {
  const t = useT()
  const tab = useView(
    (v) => v.tabs.find((one) => one.kind === 'terminal' && (one.params as TerminalParams).session === session.id)?.id ?? '',
  )
  const { title } = usePane(tab)
  const Glyph = kindIcon[session.kind]
  const shown = escapeControls(name, 80)
  return (
    <li>
      <StatusDot tone={session.now.state === 'live' ? 'ok' : 'off'} label={t(`terminal.state.${session.now.state}`)} />
      <span className={css.rowText}>
        <b title={shown}>
          <Glyph size={14} aria-hidden />
          <CutName text={shown} />
        </b>
        <span className={css.dim}>
          {t(`terminal.state.${session.now.state}`)} · <RelativeTime at={session.since} />
          {title === '' ? null : ` · ${title}`}
        </span>
      </span>
      <Button size="sm" onClick={() => showSession(session)}>
        {t('terminal.show')}
      </Button>
    </li>
  )
}
