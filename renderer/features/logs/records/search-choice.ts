import type { RecordInfo, RecordsState } from '../../../../shared/contract/records.ts'
import { type Language, t } from '../../../i18n/index.ts'
import { useRecords } from '../../../world/records.ts'
import { type DockTab, openTab } from '../../../world/view.ts'
import type { SearchTarget } from '../search/search-target.ts'
import { matching } from './choice.ts'
import { recordLabel, toldApart } from './naming.ts'

/** Which records are searched: those that were chosen, or all that match, as they are when the search begins. */
export type Choice = { kind: 'chosen'; ids: readonly string[] } | { kind: 'all'; filter: string }

/** What a tab restored from storage holds, or nothing when it is not ours. */
export function choiceOf(params: unknown): Choice | null {
  if (typeof params !== 'object' || params === null) return null
  const { kind, ids, filter } = params as Record<string, unknown>
  if (kind === 'all') return typeof filter === 'string' ? { kind, filter } : null
  if (kind !== 'chosen' || !Array.isArray(ids)) return null
  return { kind, ids: (ids as unknown[]).filter((id): id is string => /^[a-f0-9]{16}\/[a-f0-9]{64}$/.test(String(id))) }
}

/** Those that are kept of them, the youngest first; each has its colour by its place. */
export function chosenRecords({ records }: RecordsState, choice: Choice, language: Language): SearchTarget[] {
  const those = choice.kind === 'all' ? matching(records, choice.filter) : records.filter(({ id }) => choice.ids.includes(id))
  const names = toldApart(those)
  const target = (one: RecordInfo) => ({ id: one.id, name: names.get(one.id) ?? one.name, told: recordLabel(one, language) })
  return [...those].sort((a, b) => (b.to ?? 0) - (a.to ?? 0)).map(target)
}

/** The tab's title in the language of now. */
export function titleOfSearch(tab: DockTab): string {
  const choice = choiceOf(tab.params)
  const { now } = useRecords.getState()
  if (choice?.kind === 'chosen') return t('records.search.tab', { count: choice.ids.length })
  return choice === null || now === null ? tab.title : t('records.search.tab', { count: matching(now.records, choice.filter).length })
}

/** Opens a search over them in a tab of the dock. */
export function searchRecords(choice: Choice, count: number): void {
  const id = `record-search:${choice.kind === 'all' ? choice.filter : crypto.randomUUID()}`
  const title = t('records.search.tab', { count })
  openTab({ id, kind: 'record-search', title, params: choice })
}
