import { Download, FolderOpen, Trash2 } from 'lucide-react'
import type { RecordInfo } from '../../../../shared/contract/records.ts'
import { useI18n } from '../../../i18n/index.ts'
import { useBytes } from '../../../i18n/quantities.ts'
import { Button, Checkbox, escapeControls, IconButton, Mono, Tag, VisuallyHidden } from '../../../ui/index.ts'
import { saveRecord } from '../save.ts'
import { shortId, spanText } from './naming.ts'
import css from './records.module.css'

const TONES = { recording: 'ok', paused: 'warn', kept: 'neutral', removed: 'warn', unreadable: 'warn' } as const

export type RowActions = { onCheck(on: boolean, shift: boolean): void; onOpen(): void; onRemove(): void }
type Props = RowActions & {
  record: RecordInfo
  /** What tells it from the others of its name. */
  called: string
  checked: boolean
  /** It stands below its name, with others that bear it. */
  among?: boolean
}

/** One recorded log: whose it is, how much of it there is, and what can be done with it. */
export function RecordRow({ record, called, checked, among = false, onCheck, onOpen, onRemove }: Props) {
  const { t, language } = useI18n()
  const bytes = useBytes()
  const { name, image, hostName, lines, state, damaged } = record
  const shown = escapeControls(called, 100)
  const id = <Mono>{shortId(record)}</Mono>
  const whose = escapeControls([image, hostName].filter((part) => part !== '').join(' · '), 120)
  const facts = [
    spanText(record, language),
    t('logs.lines', { count: lines }),
    bytes(record.bytes),
    damaged > 0 ? t('records.damaged', { count: damaged }) : '',
  ]
  return (
    <li className={css.row}>
      <Checkbox checked={checked} onChange={onCheck} label={<VisuallyHidden>{t('records.choose', { name: shown })}</VisuallyHidden>} />
      <div className={css.who}>
        <strong>{among ? id : escapeControls(name, 80)}</strong>
        <Tag tone={TONES[state]}>{t(`records.state.${state}`)}</Tag>
        <span className={css.facts}>
          {among ? null : <>{id} · </>}
          {whose}
        </span>
        <span className={css.facts}>{facts.filter((part) => part !== '').join(' · ')}</span>
      </div>
      <Button size="sm" icon={FolderOpen} aria-label={t('records.openOf', { name: shown })} onClick={onOpen}>
        {t('records.open')}
      </Button>
      <IconButton size="sm" icon={Download} label={t('records.saveOf', { name: shown })} onClick={() => void saveRecord(record)} />
      <IconButton size="sm" icon={Trash2} label={t('records.removeOf', { name: shown })} onClick={onRemove} />
    </li>
  )
}
