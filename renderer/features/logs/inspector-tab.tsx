import { useWorld } from '../../world/entities.ts'
import { LogView } from './log-view.tsx'

/** The Logs tab of a container's inspector. */
export function LogsOfContainer({ id }: { id: string }) {
  const name = useWorld((world) => world.entities.containers.get(id)?.name)
  return <LogView targets={[{ id, name: name ?? id.slice(0, 12) }]} active />
}
