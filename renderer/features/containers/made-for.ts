import type { Container } from '../../../shared/contract/containers.ts'

const OF = 'dev.gantry.toolbox.of'

/**
 * The container that this one was made for by a terminal; null of all others. Labels are inherited by what a user runs of a
 * commit of one: its waiting `cat` is not.
 */
export function madeFor(row: Pick<Container, 'labels' | 'command' | 'name'>): { kind: 'toolbox' | 'copy'; name: string } | null {
  const name = Object.hasOwn(row.labels, OF) ? row.labels[OF] : undefined
  if (name === undefined || row.command !== 'cat') return null
  return { kind: row.name.startsWith('copy-of-') ? 'copy' : 'toolbox', name }
}
