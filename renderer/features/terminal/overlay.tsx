import { lazy, Suspense, useEffect } from 'react'
import { api } from '../../api.ts'
import { t } from '../../i18n/index.ts'
import { escapeControls, toasts } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import { answer } from '../../world/intents.ts'
import { prune } from './broadcast.ts'
import { openForm } from './form-store.ts'
import { openTerminal, showSession } from './panes.ts'
import { followRecordings } from './recordings.ts'
import { RecordingsDialog } from './recordings-dialog.tsx'
import { followSessions, useSessions } from './sessions.ts'
import { tellRunning } from './tell-running.ts'
import { xterm } from './xterm.ts'

// The list of containers does not wait for what is opened later.
const OpenForm = lazy(async () => ({ default: (await import('./open-form.tsx')).OpenForm }))
const SettingsDialog = lazy(async () => ({ default: (await import('./settings-dialog.tsx')).SettingsDialog }))

const ORPHANS = 'terminal.orphans'

/** Always there: follows the sessions, answers other features, tells of what an earlier run left behind. */
export function Overlay() {
  useEffect(() => {
    const forget = [
      tellRunning(),
      followSessions(),
      followRecordings(),
      useSessions.subscribe(prune),
      answer('terminal.shell', ({ container }) => openTerminal({ container, kind: 'shell' })),
      answer('terminal.attach', ({ container }) => openTerminal({ container, kind: 'attach' })),
      answer('terminal.form', ({ container, mode }) => openForm(container, mode)),
      answer('terminal.show', ({ session }) => showSession(session)),
    ]
    const idle = requestIdleCallback(() => void xterm().catch(() => undefined), { timeout: 5000 })
    return () => {
      cancelIdleCallback(idle)
      for (const one of forget) one()
    }
  }, [])
  const address = useWorld(({ connection }) => (connection.state === 'connected' ? connection.host.address : null))
  useEffect(() => {
    if (address !== null) void tellOrphans().catch(() => undefined)
  }, [address])
  return (
    <>
      <Suspense>
        <SettingsDialog />
        <OpenForm />
      </Suspense>
      <RecordingsDialog />
    </>
  )
}

async function tellOrphans(): Promise<void> {
  const orphans = await api().terminal.orphans({})
  if (orphans.length === 0) return
  const count = orphans.length
  const names = orphans.map(({ container, program }) => escapeControls(`${container.name} · ${program}`, 64)).join(', ')
  const end = async () => {
    const results = await Promise.all(
      orphans.map(({ id }) =>
        api()
          .terminal.endOrphan({ id })
          .catch(() => ({ ended: false })),
      ),
    )
    const ended = results.every((result) => result.ended)
    toasts.update(ORPHANS, {
      tone: ended ? 'ok' : 'warn',
      title: ended ? t('terminal.orphansEnded') : t('terminal.stillRuns', { name: names }),
    })
  }
  toasts.add({
    id: ORPHANS,
    tone: 'warn',
    title: t('terminal.orphansTitle', { count }),
    body: t('terminal.orphansBody', { names, count }),
    action: { label: t('terminal.orphansEnd', { count }), onSelect: () => void end() },
    timeout: 0,
  })
}
