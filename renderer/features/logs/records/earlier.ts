import type { Container } from '../../../../shared/contract/containers.ts'
import type { RecordsState } from '../../../../shared/contract/records.ts'
import { type Language, useI18n } from '../../../i18n/index.ts'
import { useWorld } from '../../../world/entities.ts'
import { useRecords } from '../../../world/records.ts'
import type { Also, SearchTarget } from '../search/search-target.ts'
import type { LogTarget } from '../target.ts'
import { recordLabel, toldApart } from './naming.ts'

type Of = Pick<Container, 'project' | 'service'>
const slotOf = ({ project, service }: Of): string | null =>
  project === null || service === null ? null : JSON.stringify([project, service])

/**
 * Records of the containers of a view, and of earlier ones of the same name or compose service on the same host. Of a container
 * that is in the view only what the engine does not have any more: the rest is searched there.
 */
export function earlierOf(
  { host, records }: Pick<RecordsState, 'host' | 'records'>,
  targets: readonly LogTarget[],
  containers: ReadonlyMap<string, Of>,
  language: Language,
): SearchTarget[] {
  const ids = new Set(targets.map(({ id }) => id))
  const names = new Set(targets.map(({ name }) => name))
  const those = [...targets.map(({ id }) => containers.get(id)), ...records.filter(({ container }) => ids.has(container))]
  const slots = new Set(those.map((one) => (one === undefined ? null : slotOf(one))))
  const belongs = (one: RecordsState['records'][number]) => {
    const slot = slotOf(one)
    return ids.has(one.container) || (one.id.startsWith(`${host ?? '-'}/`) && (names.has(one.name) || (slot !== null && slots.has(slot))))
  }
  const found = records.filter((one) => one.lines > 0 && belongs(one))
  const told = toldApart(found)
  return found.map((one) => ({
    id: one.id,
    name: told.get(one.id) ?? one.name,
    told: recordLabel(one, language),
    ...(ids.has(one.container) ? { olderThan: one.container } : {}),
  }))
}

/** What was recorded and can be searched beside what the engine has. */
export function useEarlier(targets: readonly LogTarget[]): Also | undefined {
  const { t, language } = useI18n()
  const now = useRecords((records) => records.now)
  const containers = useWorld((world) => world.entities.containers)
  const found = now === null ? [] : earlierOf(now, targets, containers, language)
  if (found.length === 0) return undefined
  const hue = targets.reduce((most, target, index) => Math.max(most, target.hue ?? index), 0) + 1
  const named = found.map((one, index) => ({ ...one, hue: hue + index, name: t('records.search.name', { name: one.name }) }))
  return { targets: named, label: t('records.search.also', { count: found.length }) }
}
