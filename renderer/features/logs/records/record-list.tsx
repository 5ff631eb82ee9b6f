import { CircleDot, Telescope, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import type { RecordInfo } from '../../../../shared/contract/records.ts'
import { useT } from '../../../i18n/index.ts'
import { Button, Checkbox, EmptyState, SearchField } from '../../../ui/index.ts'
import { allOf, chosenBy, matching } from './choice.ts'
import { groupsOf, type RecordGroup, toldApart } from './naming.ts'
import { RecordGroupRows } from './record-group.tsx'
import { RecordRow } from './record-row.tsx'
import css from './records.module.css'
import type { Choice } from './search-choice.ts'

type Props = {
  /** The one with the youngest line first. */
  records: readonly RecordInfo[]
  /** What all of them take. */
  total: string
  /** What stands in the filter to begin with. */
  filteredBy: string
  onOpen(record: RecordInfo): void
  onRemove(records: readonly RecordInfo[]): void
  onSearch(choice: Choice, count: number): void
}

/** What is kept: a filter, the rows to choose from, and what can be done with the chosen ones or with all that are shown. */
export function RecordList({ records, total, filteredBy, onOpen, onRemove, onSearch }: Props) {
  const t = useT()
  const [filter, setFilter] = useState(filteredBy)
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set())
  const [anchor, setAnchor] = useState<string | null>(null)
  if (records.length === 0) return <EmptyState size="sm" icon={CircleDot} title={t('records.empty')} body={t('records.emptyHint')} />
  const groups = groupsOf(matching(records, filter))
  const shown = groups.flatMap((group) => group.records)
  const ids = shown.map(({ id }) => id)
  // What is not in sight is not meant.
  const chosen = shown.filter(({ id }) => checked.has(id))
  const check = (id: string, on: boolean, shift: boolean) => {
    setChecked(chosenBy(checked, ids, id, on, shift ? anchor : null))
    setAnchor(id)
  }
  const checkAll = (those: readonly string[], on: boolean) => setChecked(allOf(checked, those, on))
  const keyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.code !== 'KeyA') return
    event.preventDefault()
    checkAll(ids, true)
  }
  const those = chosen.length > 0 ? chosen : shown
  const which = chosen.length > 0 ? 'Chosen' : filter.trim() === '' ? 'All' : 'Matching'
  const search = () => {
    const choice: Choice = chosen.length > 0 ? { kind: 'chosen', ids: chosen.map(({ id }) => id) } : { kind: 'all', filter: filter.trim() }
    onSearch(choice, those.length)
  }
  return (
    <>
      <div className={css.choose}>
        <Checkbox
          label={t('records.chooseAll')}
          checked={chosen.length > 0 && chosen.length === shown.length}
          indeterminate={chosen.length > 0 && chosen.length < shown.length}
          onChange={(on) => checkAll(ids, on)}
        />
        <SearchField
          className={css.filter}
          label={t('records.filter')}
          placeholder={t('records.filter')}
          value={filter}
          onChange={setFilter}
        />
        <Button size="sm" icon={Telescope} disabled={those.length === 0} onClick={search}>
          {t(`records.search${which}`, { count: those.length })}
        </Button>
      </div>
      <ul className={css.list} aria-label={t('records.title')} onKeyDown={keyDown}>
        <Rows
          groups={groups}
          names={toldApart(records)}
          checked={checked}
          onCheck={check}
          onCheckAll={checkAll}
          onOpen={onOpen}
          onRemove={(record) => onRemove([record])}
        />
        {shown.length === 0 ? <li className={css.row}>{t('records.noneMatches')}</li> : null}
      </ul>
      <div className={css.total}>
        <span>{total}</span>
        {records.length > 1 ? (
          <Button size="sm" icon={Trash2} disabled={those.length === 0} onClick={() => onRemove(those)}>
            {t(`records.remove${which}`, { count: those.length })}
          </Button>
        ) : null}
      </div>
    </>
  )
}

type RowsProps = {
  groups: readonly RecordGroup[]
  /** What tells each from the others, by its id. */
  names: ReadonlyMap<string, string>
  checked: ReadonlySet<string>
  onCheck(id: string, on: boolean, shift: boolean): void
  onCheckAll(ids: readonly string[], on: boolean): void
  onOpen(record: RecordInfo): void
  onRemove(record: RecordInfo): void
}

function Rows({ groups, names, checked, onCheck, onCheckAll, onOpen, onRemove }: RowsProps) {
  const row = (record: RecordInfo, among = false) => (
    <RecordRow
      key={record.id}
      {...{ record, among }}
      called={names.get(record.id) ?? record.name}
      checked={checked.has(record.id)}
      onCheck={(on, shift) => onCheck(record.id, on, shift)}
      onOpen={() => onOpen(record)}
      onRemove={() => onRemove(record)}
    />
  )
  return groups.map(({ key, name, records }) => {
    const ids = records.map(({ id }) => id)
    if (records.length === 1) return records.map((record) => row(record))
    return (
      <RecordGroupRows
        key={key}
        {...{ name, records }}
        chosen={ids.filter((id) => checked.has(id)).length}
        onCheck={(on) => onCheckAll(ids, on)}
      >
        {records.map((record) => row(record, true))}
      </RecordGroupRows>
    )
  })
}
