import { t } from '../../../i18n/index.ts'
import type { DockTab } from '../../../world/view.ts'
import { isRange, type LogRange } from '../range/range.ts'

/** Which record a tab shows. */
export type Kept = { id: string; name: string; image?: string }

/** What a tab restored from storage holds, and what part of it is shown; nothing when it is not ours. */
export function keptOf(params: unknown): { kept: Kept; range: LogRange | null } | null {
  if (typeof params !== 'object' || params === null) return null
  const { id, name, image, range } = params as Record<string, unknown>
  if (typeof name !== 'string' || !/^[a-f0-9]{16}\/[a-f0-9]{64}$/.test(String(id))) return null
  return { kept: { id: String(id), name, ...(typeof image === 'string' ? { image } : {}) }, range: isRange(range) ? range : null }
}

/** Of a tab, in the language of now. */
export function titleOfRecord(tab: DockTab): string {
  const found = keptOf(tab.params)
  return found === null ? tab.title : t('records.tab', { name: found.kept.name })
}
