import { Download, FolderOpen, Trash2 } from 'lucide-react'
import type { RecordInfo } from '../../../../shared/contract/records.ts'
import { useI18n } from '../../../i18n/index.ts'
import { useBytes } from '../../../i18n/quantities.ts'
import { Button, Checkbox, escapeControls, IconButton, Tag, VisuallyHidden } from '../../../ui/index.ts'
import { saveRecord } from '../save.ts'
import css from './records.module.css'

const TONES = { recording: 'ok', paused: 'warn', kept: 'neutral', removed: 'warn', unreadable: 'warn' } as const

type Props = { record: RecordInfo; checked: boolean; onCheck(on: boolean, shift: boolean): void; onOpen(): void; onRemove(): void }

/** One recorded log: whose it is, how much of it there is, and what can be done with it. */
export function RecordRow({ record, checked, onCheck, onOpen, onRemove }: Props) {
  const { t, language } = useI18n()
  const bytes = useBytes()
  const { name, image, hostName, from, to, lines, state, damaged } = record
  const times = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  const span = from === null || to === null ? '' : times.formatRange(from * 1000, to * 1000)
  const shown = escapeControls(name, 80)
  const facts = [span, t('logs.lines', { count: lines }), bytes(record.bytes), damaged > 0 ? t('records.damaged', { count: damaged }) : '']
  return (
    <li className={css.row}>
      <Checkbox checked={checked} onChange={onCheck} label={<VisuallyHidden>{t('records.choose', { name: shown })}</VisuallyHidden>} />
      <div className={css.who}>
        <strong>{shown}</strong>
        <Tag tone={TONES[state]}>{t(`records.state.${state}`)}</Tag>
        <span className={css.facts}>{escapeControls([image, hostName].filter((part) => part !== '').join(' · '), 120)}</span>
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
