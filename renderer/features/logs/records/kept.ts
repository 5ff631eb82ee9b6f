import { t, useI18n } from '../../../i18n/index.ts'
import type { DockTab } from '../../../world/view.ts'
import { isRange, type LogRange } from '../range/range.ts'
import { type Named, recordTitle } from './naming.ts'

/** Which record a tab shows, and what tells it from others: as it was when it was opened. */
export type Kept = Named

/** What a tab restored from storage holds, and what part of it is shown; nothing when it is not ours. */
export function keptOf(params: unknown): { kept: Kept; range: LogRange | null } | null {
  if (typeof params !== 'object' || params === null) return null
  const { id, name, image, from, to, range } = params as Record<string, unknown>
  if (typeof name !== 'string' || !/^[a-f0-9]{16}\/[a-f0-9]{64}$/.test(String(id))) return null
  const span = typeof from === 'number' && typeof to === 'number' ? { from, to } : {}
  const kept = { id: String(id), name, ...(typeof image === 'string' ? { image } : {}), ...span }
  return { kept, range: isRange(range) ? range : null }
}

/** Of a tab, in the language of now. */
export function titleOfRecord(tab: DockTab): string {
  const found = keptOf(tab.params)
  return found === null ? tab.title : t('records.tab', { name: recordTitle(found.kept, useI18n.getState().language) })
}
