import type { Container } from '../../../shared/contract/containers.ts'
import type { Command } from '../../feature.ts'
import { t } from '../../i18n/index.ts'
import { useWorld } from '../../world/entities.ts'
import { openLogs, openScope } from './dock-tab.tsx'

const MAX = 8

/** `Logs of X` for the projects and containers whose name holds what was typed. */
export function useLogCommands(query: string): Command[] {
  const containers = useWorld((world) => world.entities.containers)
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const found = projectCommands([...containers.values()], words)
  for (const { id, name } of containers.values()) {
    const title = t('logs.command', { name })
    if (!words.every((word) => title.toLowerCase().includes(word))) continue
    found.push({ id: `logs.open:${id}`, title, hint: t('logs.hint'), run: () => openLogs([{ id, name }]) })
    if (found.length >= MAX) break
  }
  return found
}

/** `Logs of project X`, with what joins it later. */
function projectCommands(containers: readonly Container[], words: readonly string[]): Command[] {
  const projects = [...new Set(containers.flatMap(({ project }) => project ?? []))].sort()
  return projects.flatMap((project) => {
    const title = t('logs.scope.project', { name: project })
    if (!words.every((word) => title.toLowerCase().includes(word))) return []
    return [{ id: `logs.project:${project}`, title, hint: t('logs.scope.hint'), run: () => openScope({ kind: 'project', project }) }]
  })
}
