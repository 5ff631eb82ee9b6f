import { CircleDot } from 'lucide-react'
import { useEffect, useState } from 'react'
import { create } from 'zustand'
import type { RecordInfo, RecordsState, RecordTrouble } from '../../../../shared/contract/records.ts'
import { type MessageKey, type Translate, useT } from '../../../i18n/index.ts'
import { useBytes } from '../../../i18n/quantities.ts'
import { Button, ConfirmDialog, Dialog, escapeControls, toasts } from '../../../ui/index.ts'
import { useConnected } from '../../../world/entities.ts'
import { answer } from '../../../world/intents.ts'
import { hasRule, useRecords } from '../../../world/records.ts'
import { followRecords, openRecord, removeRecords, ruleText, setLimits, setRecording } from './actions.ts'
import { LimitsForm } from './limits-form.tsx'
import { RecordList } from './record-list.tsx'
import css from './records.module.css'
import { type Choice, searchRecords } from './search-choice.ts'

const useDialog = create(() => ({ open: false }))
export const openRecords = (): void => useDialog.setState({ open: true })
const close = () => useDialog.setState({ open: false })

/** Always mounted: mirrors what is kept, answers the intents of others, and lists it all on asking. */
export function RecordsOverlay() {
  const t = useT()
  const { open } = useDialog()
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
      {now === null ? null : <Contents now={now} />}
    </Dialog>
  )
}

function Contents({ now }: { now: RecordsState }) {
  const t = useT()
  const bytes = useBytes()
  const [going, setGoing] = useState<readonly RecordInfo[]>([])
  // By their beginnings: whatever is recorded meanwhile, no row changes its place under the pointer.
  const records = [...now.records].sort((a, b) => (b.from ?? 0) - (a.from ?? 0) || a.id.localeCompare(b.id))
  const show = (record: RecordInfo) => {
    openRecord(record)
    close()
  }
  const search = (choice: Choice, count: number) => {
    searchRecords(choice, count)
    close()
  }
  const remove = () => {
    void removeRecords(going.map(({ id }) => id))
    setGoing([])
  }
  return (
    <div className={css.body}>
      <Trouble now={now} />
      <Rules now={now} />
      <RecordList
        records={records}
        total={t('records.total', { count: records.length, size: bytes(now.bytes), most: bytes(now.limits.bytes) })}
        onOpen={show}
        onRemove={setGoing}
        onSearch={search}
      />
      <LimitsForm key={JSON.stringify(now.limits)} limits={now.limits} bytes={now.bytes} />
      <ConfirmDialog
        open={going.length > 0}
        onOpenChange={(next) => (next ? undefined : setGoing([]))}
        title={t('records.removeTitle', { count: going.length })}
        items={going.map(({ name }) => name)}
        losses={[t('records.removeLoss', { count: going.reduce((sum, { lines }) => sum + lines, 0) })]}
        confirmLabel={t('records.remove')}
        danger
        onConfirm={remove}
      />
    </div>
  )
}

/** The system's codes in words. */
const WHY: Record<string, MessageKey> = {
  ENOSPC: 'records.why.full',
  EDQUOT: 'records.why.full',
  EROFS: 'records.why.readOnly',
  EACCES: 'records.why.denied',
  EPERM: 'records.why.denied',
}

function troubleText(t: Translate, trouble: RecordTrouble): string {
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
function usePaused(now: RecordsState | null): string | null {
  const t = useT()
  const bytes = useBytes()
  const paused = now?.trouble?.kind === 'settings-lost' && now.trouble.paused
  return paused ? t('records.trouble.paused', { size: bytes(now.limits.bytes) }) : null
}

function Trouble({ now }: { now: RecordsState }) {
  const t = useT()
  const { trouble, limits } = now
  const paused = usePaused(now)
  return trouble === null ? null : (
    <div className={css.trouble} role="alert">
      <span>{[troubleText(t, trouble), paused].filter(Boolean).join(' ')}</span>
      {trouble.kind === 'settings-lost' ? (
        <Button size="sm" onClick={() => void setLimits(limits)}>
          {t('records.confirmSettings')}
        </Button>
      ) : null}
    </div>
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

function Rules({ now }: { now: RecordsState }) {
  const t = useT()
  const live = useConnected()
  const all = { kind: 'all' as const }
  return (
    <div className={css.rules}>
      <span>{now.rules.length === 0 ? t('records.noRules') : t('records.rules')}</span>
      {now.rules.map((rule) => (
        <Button
          key={JSON.stringify(rule)}
          size="sm"
          disabled={!live}
          aria-label={t('records.stopRule', { name: ruleText(rule) })}
          title={t('records.stopRule', { name: ruleText(rule) })}
          onClick={() => void setRecording(rule, false)}
        >
          {escapeControls(ruleText(rule), 60)} ×
        </Button>
      ))}
      {hasRule(now, all) ? null : (
        <Button size="sm" icon={CircleDot} disabled={!live} onClick={() => void setRecording(all, true)}>
          {t('records.recordAll')}
        </Button>
      )}
    </div>
  )
}
