import { Download } from 'lucide-react'
import { useEffect } from 'react'
import { create } from 'zustand'
import type { Recording } from '../../../shared/contract/terminal.ts'
import { t, useT } from '../../i18n/index.ts'
import { Button, Dialog, escapeControls, toasts } from '../../ui/index.ts'
import { RemoveButton } from './recording-banner.tsx'
import { useRecordingText } from './recording-text.ts'
import { saveRecording, useRecordings } from './recordings.ts'
import css from './recordings-dialog.module.css'
import { useSessions } from './sessions.ts'

const TOAST = 'terminal.recordings'

const useDialog = create(() => ({ open: false }))
export function showRecordings(open = true): void {
  if (open) toasts.close(TOAST)
  useDialog.setState({ open })
}

/** Those no terminal tells of: its tab was closed, or Gantry ended over them. */
function useHomeless(): readonly Recording[] {
  const list = useRecordings((r) => r.list)
  const { byId, known } = useSessions()
  return known ? list.filter(({ session }) => session === null || !byId.has(session)) : []
}

/** Lists what was recorded and is not saved; says so once for each that has lost its terminal. */
export function RecordingsDialog() {
  const t = useT()
  const { open } = useDialog()
  const list = useRecordings((r) => r.list).filter(({ ended }) => ended !== null)
  useToast()
  return (
    <Dialog open={open} onOpenChange={showRecordings} title={t('cast.record.list')} description={t('cast.record.listBody')}>
      {list.length === 0 ? (
        <p>{t('cast.record.none')}</p>
      ) : (
        <ul className={css.list}>
          {list.map((one) => (
            <Row key={one.id} recording={one} />
          ))}
        </ul>
      )}
    </Dialog>
  )
}

function Row({ recording }: { recording: Recording }) {
  const t = useT()
  const { title, facts, began } = useRecordingText(recording)
  const name = escapeControls(recording.name, 80)
  // Several of one terminal have one name.
  const called = `${name}, ${began}`
  return (
    <li className={css.row}>
      <div className={css.what}>
        <strong>{name}</strong>
        <span>{title}</span>
        <span className={css.facts}>{facts}</span>
      </div>
      <Button
        size="sm"
        icon={Download}
        aria-label={t('cast.record.saveOf', { name: called })}
        onClick={() => void saveRecording(recording)}
      >
        {t('cast.record.save')}
      </Button>
      <RemoveButton recording={recording} label={t('cast.record.removeOf', { name: called })} />
    </li>
  )
}

/** Again when there are others, and no more when there are none. */
function useToast(): void {
  const homeless = useHomeless()
  const key = homeless.map(({ id }) => id).join(' ')
  const names = [...new Set(homeless.map(({ name }) => escapeControls(name, 64)))].join(', ')
  useEffect(() => {
    if (key === '' || useDialog.getState().open) return
    const count = key.split(' ').length
    toasts.add({
      id: TOAST,
      tone: 'warn',
      title: t('cast.record.unsaved', { count }),
      body: t('cast.record.unsavedBody', { names, count }),
      action: { label: t('cast.record.show', { count }), onSelect: () => showRecordings() },
      timeout: 0,
    })
    return () => toasts.close(TOAST)
  }, [key, names])
}
