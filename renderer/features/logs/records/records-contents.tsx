import { CircleDot } from 'lucide-react'
import { useState } from 'react'
import type { RecordInfo, RecordsState } from '../../../../shared/contract/records.ts'
import { useI18n, useT } from '../../../i18n/index.ts'
import { useBytes } from '../../../i18n/quantities.ts'
import { Button, ConfirmDialog, escapeControls } from '../../../ui/index.ts'
import { useConnected } from '../../../world/entities.ts'
import { hasRule } from '../../../world/records.ts'
import { openRecord, removeRecords, ruleText, setLimits, setRecording } from './actions.ts'
import { LimitsForm } from './limits-form.tsx'
import { recordLabel } from './naming.ts'
import { RecordList } from './record-list.tsx'
import css from './records.module.css'
import { type Choice, searchRecords } from './search-choice.ts'
import { troubleText, usePaused } from './trouble.ts'

/** What is kept and by which rules and limits, in its dialog: loaded when that is opened. */
export function RecordsContents({ now, filter, onClose }: { now: RecordsState; filter: string; onClose(): void }) {
  const { t, language } = useI18n()
  const bytes = useBytes()
  const [going, setGoing] = useState<readonly RecordInfo[]>([])
  // By their beginnings: whatever is recorded meanwhile, no row changes its place under the pointer.
  const records = [...now.records].sort((a, b) => (b.from ?? 0) - (a.from ?? 0) || a.id.localeCompare(b.id))
  const show = (record: RecordInfo) => {
    openRecord(record)
    onClose()
  }
  const search = (choice: Choice, count: number) => {
    searchRecords(choice, count)
    onClose()
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
        filteredBy={filter}
        onOpen={show}
        onRemove={setGoing}
        onSearch={search}
      />
      <LimitsForm key={JSON.stringify(now.limits)} limits={now.limits} bytes={now.bytes} />
      <ConfirmDialog
        open={going.length > 0}
        onOpenChange={(next) => (next ? undefined : setGoing([]))}
        title={t('records.removeTitle', { count: going.length })}
        items={going.map((one) => recordLabel(one, language))}
        losses={[t('records.removeLoss', { count: going.reduce((sum, { lines }) => sum + lines, 0) })]}
        confirmLabel={t('records.remove')}
        danger
        onConfirm={remove}
      />
    </div>
  )
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
