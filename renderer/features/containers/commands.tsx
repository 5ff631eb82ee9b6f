import type { Container } from '../../../shared/contract/containers.ts'
import type { Command } from '../../feature.ts'
import { useT } from '../../i18n/index.ts'
import { useConnected, useWorld } from '../../world/entities.ts'
import { reveal } from '../../world/view.ts'
import type { Action } from './abilities.ts'
import { askRemove, askRename } from './dialogs.ts'
import { able, act, ICONS, PLAIN } from './menu.ts'
import { ContainerDot } from './status.tsx'

/** More would not be read; what is typed next narrows them. */
const SHOWN = 50
/** With fewer containers left their actions are offered too. */
const ACTED = 6

/** Every container by name, and what can be done with those that the words narrow down to. Logs and terminals have commands of their own. */
export function useCommands(query: string): Command[] {
  const t = useT()
  const live = useConnected()
  const all = useWorld((world) => world.entities.containers)
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const rows = [...all.values()]
  const named = rows.filter((row) => words.some((word) => row.name.toLowerCase().includes(word)))
  const best = named.sort((a, b) => hits(b, words) - hits(a, words) || a.name.localeCompare(b.name)).slice(0, SHOWN)
  const show = best.map((row) => ({
    id: `containers.show.${row.id}`,
    title: row.name,
    hint: t('containers.command.show'),
    icon: <ContainerDot row={row} />,
    run: () => reveal('containers', row.id),
  }))
  return live ? [...show, ...best.slice(0, ACTED).flatMap((row) => actions(row, t))] : show
}

const hits = (row: Container, words: readonly string[]): number => words.filter((word) => row.name.toLowerCase().includes(word)).length

function actions(row: Container, t: ReturnType<typeof useT>): Command[] {
  const command = (action: Action, run: () => void): Command => ({
    id: `containers.${action}.${row.id}`,
    title: t('containers.command.act', { action: t(`containers.action.${action}`), name: row.name }),
    icon: iconOf(action),
    run,
  })
  const found: Command[] = PLAIN.filter((action) => able([row], action).length > 0).map((action) =>
    command(action, () => act(action, [row])),
  )
  if (able([row], 'rename').length > 0) found.push(command('rename', () => askRename(row.id)))
  if (able([row], 'remove').length > 0) found.push(command('remove', () => askRemove([row.id])))
  return found
}

function iconOf(action: Action) {
  const Glyph = ICONS[action]
  return <Glyph aria-hidden size={16} />
}
