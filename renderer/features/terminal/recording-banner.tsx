import { Circle, Download, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Recording } from '../../../shared/contract/terminal.ts'
import { useT } from '../../i18n/index.ts'
import { Button, ConfirmDialog } from '../../ui/index.ts'
import type { DockTab } from '../../world/view.ts'
import type { Pane } from './pane.ts'
import { paramsOf } from './params.ts'
import { useRecordingText } from './recording-text.ts'
import { removeRecording, saveRecording, useRecordings } from './recordings.ts'
import { Said } from './said.tsx'
import css from './terminal.module.css'

/** Over a terminal that is recorded: that it is, and whether keys are too; and what of it was recorded and is not removed yet. */
export function RecordingBanner({ pane, tab }: { pane: Pane; tab: DockTab }) {
  const { session } = paramsOf(tab)
  const list = useRecordings((r) => r.list)
  const shown = session === null ? [] : list.filter((one) => one.session === session)
  const key = shown.map(({ id, ended }) => `${id} ${ended ?? ''}`).join()
  // The button that was pressed may have gone with what it stood in.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at after each change of what is shown
  useEffect(() => {
    if (document.activeElement === document.body && pane.screen?.element.isConnected === true) pane.focus()
  }, [pane, key])
  return shown.map((one) => (one.ended === null ? <GoingOn key={one.id} recording={one} /> : <Ended key={one.id} recording={one} />))
}

function GoingOn({ recording }: { recording: Recording }) {
  const t = useT()
  return (
    <div className={css.banner} role="status">
      <Circle size={12} aria-hidden className={css.recording} />
      <Said title={t('terminal.recording')} words={t(recording.keys ? 'terminal.recordingKeys' : 'terminal.recordingNoKeys')} />
      <Button size="sm" onClick={() => void saveRecording(recording)}>
        {t('terminal.recordStop')}
      </Button>
    </div>
  )
}

function Ended({ recording }: { recording: Recording }) {
  const t = useT()
  const { title, facts } = useRecordingText(recording)
  return (
    <div className={css.banner} role="status">
      <Circle size={12} aria-hidden />
      <Said title={title} words={facts} />
      <Button size="sm" icon={Download} onClick={() => void saveRecording(recording)}>
        {t('cast.record.save')}
      </Button>
      <RemoveButton recording={recording} label={t('cast.record.remove')} />
    </div>
  )
}

export function RemoveButton({ recording, label }: { recording: Recording; label: string }) {
  const t = useT()
  const [asking, setAsking] = useState(false)
  const { facts } = useRecordingText(recording)
  return (
    <>
      <Button size="sm" icon={Trash2} aria-label={label} onClick={() => setAsking(true)}>
        {t('cast.record.remove')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('cast.record.removeTitle')}
        body={facts}
        items={[recording.name]}
        confirmLabel={t('cast.record.remove')}
        danger
        onConfirm={() => {
          setAsking(false)
          void removeRecording(recording.id)
        }}
      />
    </>
  )
}
