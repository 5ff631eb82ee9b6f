import type { Command } from '../../feature.ts'
import { t } from '../../i18n/index.ts'
import { useWorld } from '../../world/entities.ts'
import { openLogs } from './dock-tab.tsx'

const MAX = 8

/** `Logs of X` for the containers whose name holds what was typed. */
export function useLogCommands(query: string): Command[] {
  const containers = useWorld((world) => world.entities.containers)
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const found: Command[] = []
  for (const { id, name } of containers.values()) {
    const title = t('logs.command', { name })
    if (!words.every((word) => title.toLowerCase().includes(word))) continue
    found.push({ id: `logs.open:${id}`, title, hint: t('logs.hint'), run: () => openLogs([{ id, name }]) })
    if (found.length === MAX) break
  }
  return found
}
