import type { Container } from '../../../shared/contract/containers.ts'
import { api } from '../../api.ts'

/** As many at once as actions are. */
const AT_ONCE = 8

/**
 * Those that were run with --rm: a stop removes them. Lists do not tell, so each is inspected; one that cannot be is not among them,
 * for its stop will say why.
 */
export async function autoRemoved(rows: readonly Container[]): Promise<Container[]> {
  const queue = [...rows]
  const found = new Set<string>()
  const worker = async () => {
    for (let row = queue.shift(); row !== undefined; row = queue.shift()) {
      const { id } = row
      if (
        isAutoRemove(
          await api()
            .containers.inspect({ id })
            .catch(() => null),
        )
      )
        found.add(id)
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, rows.length) }, worker))
  return rows.filter(({ id }) => found.has(id))
}

const isAutoRemove = (document: unknown): boolean =>
  (document as { HostConfig?: { AutoRemove?: unknown } } | null)?.HostConfig?.AutoRemove === true
