import { useState } from 'react'
import type { RecordLimits } from '../../../../shared/contract/records.ts'
import { useT } from '../../../i18n/index.ts'
import { Button, NumberInput } from '../../../ui/index.ts'
import { setLimits } from './actions.ts'
import css from './records.module.css'

const MB = 1_000_000

/** How much is kept, and for how long. */
export function LimitsForm({ limits }: { limits: RecordLimits }) {
  const t = useT()
  const [size, setSize] = useState<number | null>(Math.round(limits.bytes / MB))
  const [days, setDays] = useState<number | null>(limits.days)
  const changed = size !== Math.round(limits.bytes / MB) || days !== limits.days
  const apply = () => {
    if (size !== null && days !== null) void setLimits({ bytes: size * MB, days })
  }
  return (
    <div className={css.limits}>
      <span>{t('records.limits')}</span>
      <NumberInput label={t('records.limitSize')} value={size} onChange={setSize} min={1} max={1_000_000} />
      <span aria-hidden>{t('records.megabytes')}</span>
      <NumberInput label={t('records.limitDays')} value={days} onChange={setDays} min={1} max={3650} />
      <span aria-hidden>{t('records.days')}</span>
      <Button size="sm" disabled={!changed || size === null || days === null} onClick={apply}>
        {t('records.setLimits')}
      </Button>
    </div>
  )
}
