import { t } from '../../i18n/index.ts'
import { escapeControls, toasts } from '../../ui/index.ts'
import { useView } from '../../world/view.ts'
import { showSession } from './panes.ts'
import { runningUnseen, sessionNames } from './session-names.ts'
import { useSessions } from './sessions.ts'

const ID = 'terminal.running'

/** Says once, when the backend has first told what there is, that terminals run which this window does not show. */
export function tellRunning(): () => void {
  let told = false
  return useSessions.subscribe(({ known, byId }) => {
    if (!known || told) return
    told = true
    const { tabs } = useView.getState()
    const unseen = runningUnseen(byId.values(), tabs)
    if (unseen.length === 0) return
    const names = [...sessionNames(unseen, tabs).values()].map((name) => escapeControls(name, 64)).join(', ')
    const count = unseen.length
    toasts.add({
      id: ID,
      tone: 'info',
      title: t('terminal.runningTitle', { count }),
      body: names,
      action: {
        label: t('terminal.runningShow', { count }),
        onSelect: () => {
          for (const session of unseen) showSession(session)
        },
      },
      timeout: 0,
    })
  })
}
