import { SearchX } from 'lucide-react'
import { useState } from 'react'
import { useI18n } from '../../../i18n/index.ts'
import { EmptyState } from '../../../ui/index.ts'
import { useRecords } from '../../../world/records.ts'
import type { DockTab } from '../../../world/view.ts'
import { SearchBeside } from '../search/beside.tsx'
import { RECORDS, type Whole } from '../search/whole.ts'
import css from '../view/log.module.css'
import { choiceOf, chosenRecords } from './search-choice.ts'

const SEVERAL: Whole = {
  ...RECORDS,
  title: 'records.search.several',
  hint: 'records.search.severalHint',
  back: 'records.search.backSeveral',
}
const NOTHING = { text: '', regex: false, matchCase: false, wholeWord: false }

/** A search over several recorded logs in the dock; a match opens at its place beside it. */
export function RecordSearchTab({ tab, active }: { tab: DockTab; active: boolean }) {
  const { t, language } = useI18n()
  const [choice] = useState(() => choiceOf(tab.params))
  const now = useRecords((records) => records.now)
  if (choice === null || now === null) return <div className={css.view} />
  const targets = chosenRecords(now, choice, language)
  if (targets.length === 0) return <EmptyState icon={SearchX} title={t('records.search.none')} body={t('records.search.noneHint')} />
  return (
    <div className={css.view}>
      <SearchBeside whole={SEVERAL} targets={targets} active={active} seed={NOTHING} />
    </div>
  )
}
