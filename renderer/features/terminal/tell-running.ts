import type { Session } from '../../../shared/contract/terminal.ts'
import { t } from '../../i18n/index.ts'
import { escapeControls, toasts } from '../../ui/index.ts'
import { useView } from '../../world/view.ts'
import { showSession } from './panes.ts'
import { runningUnseen, runningWithoutTab, sessionNames } from './session-names.ts'
import { useSessions } from './sessions.ts'

const ID = 'terminal.running'
/** A session is known a moment before its tab says that it shows it. In ms. */
const SETTLE = 150

/** Says once, when the backend has first told what there is, that terminals run which this window does not show; keeps that true. */
export function tellRunning(): () => void {
  let unfollow: (() => void) | null = null
  let told = false
  const forget = useSessions.subscribe(({ known, byId }) => {
    if (!known || told) return
    told = true
    const unseen = runningUnseen(byId.values(), useView.getState().tabs)
    if (unseen.length === 0) return
    toasts.add(notice(unseen))
    unfollow = follow(keyOf(unseen))
  })
  return () => {
    forget()
    unfollow?.()
  }
}

const now = (): Session[] => runningWithoutTab(useSessions.getState().byId.values(), useView.getState().tabs)
const keyOf = (sessions: readonly Session[]): string => sessions.map(({ id }) => id).join(' ')

/** Until there is none left. One that was closed by the user stays closed: an update of it does nothing. */
function follow(first: string): () => void {
  let shown = first
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = () => {
    // What runs is not known while the backend is away.
    if (!useSessions.getState().known) return
    const unseen = now()
    if (keyOf(unseen) === shown) return
    shown = keyOf(unseen)
    if (unseen.length > 0) return toasts.update(ID, notice(unseen))
    toasts.close(ID)
    stop()
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(look, SETTLE)
  }
  const forget = [useSessions.subscribe(soon), useView.subscribe(soon)]
  const stop = () => {
    clearTimeout(timer)
    for (const one of forget) one()
  }
  return stop
}

function notice(unseen: readonly Session[]): Parameters<typeof toasts.add>[0] {
  const names = [...sessionNames(unseen, useView.getState().tabs).values()].map((name) => escapeControls(name, 64)).join(', ')
  const count = unseen.length
  return {
    id: ID,
    tone: 'info',
    title: t('terminal.runningTitle', { count }),
    body: names,
    action: { label: t('terminal.runningShow', { count }), onSelect: show },
    timeout: 0,
  }
}

/** Those that run at the press: some may have ended since the words were written. */
function show(): void {
  toasts.close(ID)
  for (const session of now()) showSession(session)
}
