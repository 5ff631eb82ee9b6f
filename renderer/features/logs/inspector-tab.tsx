import { useWorld } from '../../world/entities.ts'
import { LogView } from './log-view.tsx'
import { keepCleared, useKeptCleared } from './view/kept-cleared.ts'

/** The Logs tab of a container's inspector. */
export function LogsOfContainer({ id }: { id: string }) {
  const name = useWorld((world) => world.entities.containers.get(id)?.name)
  const cleared = useKeptCleared((kept) => kept[id] ?? null)
  return <LogView targets={[{ id, name: name ?? id.slice(0, 12) }]} active cleared={cleared} onCleared={(to) => keepCleared(id, to)} />
}
