import type { RecordRule } from '../../../../shared/contract/records.ts'
import type { Command } from '../../../feature.ts'
import { t } from '../../../i18n/index.ts'
import { isConnected, useWorld } from '../../../world/entities.ts'
import { hasRule, useRecords } from '../../../world/records.ts'
import { setRecording } from './actions.ts'
import { openRecords } from './records-dialog.tsx'

const MAX = 6
const ALL: RecordRule = { kind: 'all' }

/** The list of what is kept, and recording what the words name. */
export function useRecordCommands(query: string): Command[] {
  const containers = useWorld((world) => world.entities.containers)
  const now = useRecords((records) => records.now)
  const list: Command = { id: 'records.open', title: t('records.title'), hint: t('records.command'), run: openRecords }
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0 || now === null || !isConnected()) return [list]
  const rows = [...containers.values()]
  const projects = [...new Set(rows.flatMap(({ project }) => project ?? []))]
  const rules: { rule: RecordRule; name: string; title?: string }[] = [
    { rule: ALL, name: t('records.rule.all'), ...(hasRule(now, ALL) ? {} : { title: t('records.recordAll') }) },
    ...projects.map((project) => ({ rule: { kind: 'project' as const, project }, name: t('records.rule.project', { name: project }) })),
    ...rows.map(({ name }) => ({ rule: { kind: 'container' as const, name }, name })),
  ]
  const found = rules.map(({ rule, name, title: own }) => {
    const on = hasRule(now, rule)
    const title = own ?? t(on ? 'records.commandStop' : 'records.commandRecord', { name })
    return { id: `records.rule:${JSON.stringify(rule)}`, title, hint: t('records.command'), run: () => void setRecording(rule, !on) }
  })
  return [list, ...found.filter(({ title }) => words.every((word) => title.toLowerCase().includes(word))).slice(0, MAX)]
}
