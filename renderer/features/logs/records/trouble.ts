import type { RecordsState, RecordTrouble } from '../../../../shared/contract/records.ts'
import { type MessageKey, type Translate, useT } from '../../../i18n/index.ts'
import { useBytes } from '../../../i18n/quantities.ts'

/** The system's codes in words. */
const WHY: Record<string, MessageKey> = {
  ENOSPC: 'records.why.full',
  EDQUOT: 'records.why.full',
  EROFS: 'records.why.readOnly',
  EACCES: 'records.why.denied',
  EPERM: 'records.why.denied',
}

/** Why nothing is recorded at present. */
export function troubleText(t: Translate, trouble: RecordTrouble): string {
  if (trouble.kind === 'unwritable') {
    const why = WHY[trouble.code]
    return t('records.trouble.unwritable', { code: why === undefined ? trouble.code : t(why) })
  }
  if (trouble.kind === 'full') return t('records.trouble.full')
  if (trouble.kind === 'settings-lost')
    return t(trouble.loaded === 'backup' ? 'records.trouble.settingsOld' : 'records.trouble.settingsLost')
  return trouble.kind === 'other-app' ? t('records.trouble.otherApp') : t('records.trouble.tooMany', { count: trouble.most })
}

/** That nothing more is written until somebody confirms the limits. */
export function usePaused(now: RecordsState | null): string | null {
  const t = useT()
  const bytes = useBytes()
  const paused = now?.trouble?.kind === 'settings-lost' && now.trouble.paused
  return paused ? t('records.trouble.paused', { size: bytes(now.limits.bytes) }) : null
}
