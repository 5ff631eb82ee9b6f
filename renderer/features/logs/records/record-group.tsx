import type { ReactNode } from 'react'
import type { RecordInfo } from '../../../../shared/contract/records.ts'
import { useI18n } from '../../../i18n/index.ts'
import { useBytes } from '../../../i18n/quantities.ts'
import { Checkbox, escapeControls, VisuallyHidden } from '../../../ui/index.ts'
import { spanText } from './naming.ts'
import css from './records.module.css'

type Props = {
  name: string
  records: readonly RecordInfo[]
  /** How many of them are chosen. */
  chosen: number
  onCheck(on: boolean): void
  children: ReactNode
}

/** Containers that bore one name one after the other: the name, what all of them take, and the row of each. */
export function RecordGroupRows({ name, records, chosen, onCheck, children }: Props) {
  const { t, language } = useI18n()
  const bytes = useBytes()
  const sum = (pick: (one: RecordInfo) => number) => records.reduce((all, one) => all + pick(one), 0)
  const of = (pick: (one: RecordInfo) => number | null) => records.flatMap((one) => pick(one) ?? [])
  const [from, to] = [of((one) => one.from), of((one) => one.to)]
  const span = from.length === 0 ? {} : { from: Math.min(...from), to: Math.max(...to) }
  const shown = escapeControls(name, 80)
  const facts = [
    t('records.group', { count: records.length }),
    spanText(span, language),
    t('logs.lines', { count: sum((one) => one.lines) }),
    bytes(sum((one) => one.bytes)),
  ]
  return (
    <li className={css.group}>
      <div className={css.row}>
        <Checkbox
          checked={chosen === records.length}
          indeterminate={chosen > 0 && chosen < records.length}
          onChange={onCheck}
          label={<VisuallyHidden>{t('records.chooseGroup', { name: shown })}</VisuallyHidden>}
        />
        <div className={css.who}>
          <strong>{shown}</strong>
          <span className={css.facts}>{facts.filter((part) => part !== '').join(' · ')}</span>
        </div>
      </div>
      <ul className={css.among} aria-label={t('records.groupOf', { name: shown })}>
        {children}
      </ul>
    </li>
  )
}
