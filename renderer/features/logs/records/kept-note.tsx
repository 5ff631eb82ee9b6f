import { X } from 'lucide-react'
import { useState } from 'react'
import { useI18n } from '../../../i18n/index.ts'
import { Button, escapeControls, IconButton } from '../../../ui/index.ts'
import { useRecords } from '../../../world/records.ts'
import type { LogTarget } from '../target.ts'
import { openRecord } from './actions.ts'
import { type KeptRow, keptRows } from './kept-rows.ts'
import { recordLabel } from './naming.ts'
import css from './records.module.css'
import { openRecordsOf } from './records-dialog.tsx'

/** The names whose kept logs are no longer told of in a view. */
export type Hidden = { names: ReadonlySet<string>; hide(names: readonly string[]): void }

/** For as long as it is the view of the same, whatever part of the log is shown. */
export function useHidden(view: string): Hidden {
  const [hidden, setHidden] = useState<{ view: string; names: ReadonlySet<string> }>({ view, names: new Set() })
  const names = hidden.view === view ? hidden.names : NONE
  return { names, hide: (more) => setHidden({ view, names: new Set([...names, ...more]) }) }
}
const NONE: ReadonlySet<string> = new Set()

/** Of containers of the view that are gone, the logs that are kept. */
export function KeptNote({ targets, hidden }: { targets: readonly LogTarget[]; hidden: Hidden }) {
  const now = useRecords((records) => records.now)
  if (now === null) return null
  return keptRows(now.records, targets, hidden.names).map((row) => (
    <Row key={row.name ?? ''} row={row} onHide={() => hidden.hide(row.names)} />
  ))
}

function Row({ row: { name, names, goesOn, records }, onHide }: { row: KeptRow; onHide(): void }) {
  const { t, language } = useI18n()
  const [only, ...more] = records
  const one = more.length === 0 && only !== undefined ? only : null
  const shown = escapeControls(name ?? '', 80)
  const count = records.length
  const said =
    name === null
      ? t('records.keptSeveral', { count, names: names.length })
      : t(goesOn ? 'records.keptEarlier' : 'records.keptNote', { name: shown, count })
  return (
    <output className={css.note}>
      <span title={one === null ? names.map((each) => escapeControls(each, 80)).join(', ') : recordLabel(one, language)}>{said}</span>
      <Button size="sm" onClick={() => (one === null ? openRecordsOf(name ?? '') : openRecord(one))}>
        {t(one === null ? 'records.showKept' : 'records.openKept')}
      </Button>
      <IconButton size="sm" icon={X} className={css.hide} label={t('records.hideKept')} onClick={onHide} />
    </output>
  )
}
