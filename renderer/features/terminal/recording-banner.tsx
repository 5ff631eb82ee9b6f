import { Circle } from 'lucide-react'
import { useT } from '../../i18n/index.ts'
import { Button } from '../../ui/index.ts'
import { stopRecording, useRecordings } from './recordings.ts'
import { Said } from './said.tsx'
import css from './terminal.module.css'

/** Over a terminal that is recorded: that it is, and whether keys are too. */
export function RecordingBanner({ tab }: { tab: string }) {
  const t = useT()
  const recording = useRecordings((r) => r.byTab[tab])
  if (recording === undefined) return null
  return (
    <div className={css.banner} role="status">
      <Circle size={12} aria-hidden className={css.recording} />
      <Said title={t('terminal.recording')} words={t(recording.input ? 'terminal.recordingKeys' : 'terminal.recordingNoKeys')} />
      <Button size="sm" onClick={() => stopRecording(tab)}>
        {t('terminal.recordStop')}
      </Button>
    </div>
  )
}
