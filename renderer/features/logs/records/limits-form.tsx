import { useState } from 'react'
import type { RecordLimits } from '../../../../shared/contract/records.ts'
import { useT } from '../../../i18n/index.ts'
import { Button, ConfirmDialog, NumberInput } from '../../../ui/index.ts'
import { setLimits } from './actions.ts'
import css from './records.module.css'

const MB = 1_000_000

/** How much is kept, and for how long. `bytes` is what is kept now: limits that would throw some of it away are asked about. */
export function LimitsForm({ limits, bytes }: { limits: RecordLimits; bytes: number }) {
  const [asking, setAsking] = useState(false)
  const t = useT()
  const [size, setSize] = useState<number | null>(Math.round(limits.bytes / MB))
  const [days, setDays] = useState<number | null>(limits.days)
  const changed = size !== Math.round(limits.bytes / MB) || days !== limits.days
  const apply = () => {
    setAsking(false)
    if (size !== null && days !== null) void setLimits({ bytes: size * MB, days })
  }
  const loses = bytes > 0 && ((size ?? 0) * MB < bytes || (days ?? 0) < limits.days)
  return (
    <div className={css.limits}>
      <span>{t('records.limits')}</span>
      <NumberInput label={t('records.limitSize')} value={size} onChange={setSize} min={1} max={1_000_000} />
      <span aria-hidden>{t('records.megabytes')}</span>
      <NumberInput label={t('records.limitDays')} value={days} onChange={setDays} min={1} max={3650} />
      <span aria-hidden>{t('records.days')}</span>
      <Button size="sm" disabled={!changed || size === null || days === null} onClick={loses ? () => setAsking(true) : apply}>
        {t('records.setLimits')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('records.limitsTitle')}
        body={t('records.limitsBody')}
        confirmLabel={t('records.setLimits')}
        danger
        onConfirm={apply}
      />
    </div>
  )
}
