import { lazy, Suspense, useEffect } from 'react'
import { create } from 'zustand'
import type { RecordsState } from '../../../../shared/contract/records.ts'
import { useT } from '../../../i18n/index.ts'
import { Dialog, toasts } from '../../../ui/index.ts'
import { answer } from '../../../world/intents.ts'
import { useRecords } from '../../../world/records.ts'
import { followRecords, setRecording } from './actions.ts'
import { troubleText, usePaused } from './trouble.ts'

const Contents = lazy(async () => ({ default: (await import('./records-contents.tsx')).RecordsContents }))

const useDialog = create(() => ({ open: false, filter: '' }))
/** Lists what is kept of that name, or whatever else the filter finds. */
export const openRecordsOf = (filter: string): void => useDialog.setState({ open: true, filter })
export const openRecords = (): void => openRecordsOf('')
const close = () => useDialog.setState({ open: false })

/** Always mounted: mirrors what is kept, answers the intents of others, and lists it all on asking. */
export function RecordsOverlay() {
  const t = useT()
  const { open, filter } = useDialog()
  const now = useRecords((records) => records.now)
  useTroubleToast(now, open)
  useEffect(() => followRecords(), [])
  useEffect(() => answer('logs.record', ({ rule, on }) => void setRecording(rule, on)), [])
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? undefined : close())}
      title={t('records.title')}
      description={t('records.hint')}
      size="wide"
    >
      <Suspense>{now === null ? null : <Contents now={now} filter={filter} onClose={close} />}</Suspense>
    </Dialog>
  )
}

/** What keeps the recorder from writing is said once where one is, and stands in the list while it lasts. Lost settings wait for whoever looks. */
function useTroubleToast(now: RecordsState | null, seen: boolean): void {
  const t = useT()
  const rules = now?.rules.length ?? 0
  const trouble = now?.trouble ?? null
  const lost = trouble?.kind === 'settings-lost' && !seen
  const other = trouble === null || rules === 0 || trouble.kind === 'settings-lost' ? null : troubleText(t, trouble)
  const paused = usePaused(now)
  const text = lost ? [t('records.trouble.settings'), paused].filter(Boolean).join(' ') : other
  useEffect(() => {
    if (text === null) return
    const id = 'records.trouble'
    const show = () => {
      toasts.close(id)
      openRecords()
    }
    const stay = lost ? { timeout: 0, action: { label: t('records.open'), onSelect: show } } : {}
    toasts.add({ id, tone: 'warn', title: t('records.title'), body: text, ...stay })
    return () => toasts.close(id)
  }, [text, lost, t])
}
