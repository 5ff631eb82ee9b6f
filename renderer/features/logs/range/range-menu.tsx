import { CalendarClock } from 'lucide-react'
import { useState } from 'react'
import { useT } from '../../../i18n/index.ts'
import { IconButton, Popover } from '../../../ui/index.ts'
import type { WentTo } from './go-to.ts'
import { GoToForm } from './go-to-form.tsx'
import type { Moment } from './parse-time.ts'
import type { LogRange } from './range.ts'
import { RangeForm } from './range-form.tsx'

type Props = {
  range: LogRange | null
  onRange(range: LogRange | null): void
  onGo(at: Moment): WentTo
  /** Nothing is followed: without an end the range has that of the log. */
  ends: boolean
}

/** Chooses the part of the logs that is shown. */
export function RangeMenu({ range, onRange, onGo, ends }: Props) {
  const t = useT()
  const [open, setOpen] = useState(false)
  const apply = (next: LogRange) => {
    setOpen(false)
    onRange(next)
  }
  const go = (at: Moment) => {
    const went = onGo(at)
    if (went !== 'nothing') setOpen(false)
    return went
  }
  return (
    <Popover
      title={t('logs.range')}
      open={open}
      onOpenChange={setOpen}
      trigger={<IconButton size="sm" icon={CalendarClock} label={t('logs.range')} pressed={range !== null} />}
    >
      <RangeForm range={range} onApply={apply} ends={ends} />
      <GoToForm onGo={go} />
    </Popover>
  )
}
