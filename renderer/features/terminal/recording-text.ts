import { MOST_PLAYED } from '../../../shared/asciicast.ts'
import type { Recording } from '../../../shared/contract/terminal.ts'
import { useI18n } from '../../i18n/index.ts'
import { formatBytes } from '../../i18n/quantities.ts'

/** What to say of one that has ended: why, how much there is of it, and whether it plays here. */
export function useRecordingText({ ended, code = '', keys, since, bytes }: Recording): { title: string; facts: string; began: string } {
  const { t, language } = useI18n()
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(since)
  const size = formatBytes(bytes, language)
  const large = bytes > MOST_PLAYED ? [t('cast.record.large', { megabytes: MOST_PLAYED / 1e6 })] : []
  return {
    title: t(`cast.record.ended.${ended ?? 'stopped'}`, { code, size }),
    // To the second: two may have begun in one minute.
    began: new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(since),
    facts: [time, size, t(keys ? 'terminal.recordingKeys' : 'terminal.recordingNoKeys'), ...large].join(' · '),
  }
}
