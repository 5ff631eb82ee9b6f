import type { Container, ContainerState } from '../../../shared/contract/containers.ts'

export type Action = 'start' | 'stop' | 'restart' | 'kill' | 'pause' | 'unpause' | 'rename' | 'remove'

/** What each state allows, as dockerd 20.10–28 answers it; the one table that buttons, menus and bulk actions read. */
const ALLOWED: Record<ContainerState, readonly Action[]> = {
  created: ['start', 'rename', 'remove'],
  running: ['stop', 'restart', 'kill', 'pause', 'rename', 'remove'],
  paused: ['unpause', 'stop', 'restart', 'kill', 'rename', 'remove'],
  restarting: ['stop', 'restart', 'kill', 'rename', 'remove'],
  removing: [],
  exited: ['start', 'restart', 'rename', 'remove'],
  dead: ['remove'],
}

export const allows = (state: ContainerState, action: Action): boolean => ALLOWED[state].includes(action)

/** What `docker ps` without `-a` lists. */
export const isActive = ({ state }: Pick<Container, 'state'>): boolean =>
  state === 'running' || state === 'paused' || state === 'restarting'

/** A shell can be opened only where processes run. */
export const canExec = ({ state }: Pick<Container, 'state'>): boolean => state === 'running'
