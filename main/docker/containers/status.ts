import type { Container, ContainerState } from '../../../shared/contract/containers.ts'

const STATES: Record<string, ContainerState> = {
  created: 'created',
  running: 'running',
  paused: 'paused',
  restarting: 'restarting',
  removing: 'removing',
  exited: 'exited',
  dead: 'dead',
  // Podman's own words (libpod/define/containerstate.go)
  configured: 'created',
  initialized: 'created',
  stopping: 'running',
  stopped: 'exited',
}

/** The engine's state as one of Docker's seven; an unknown word counts as dead, which allows nothing but removal. */
export const toState = (state: string | null | undefined): ContainerState => {
  const known = (state ?? '').toLowerCase()
  return Object.hasOwn(STATES, known) ? (STATES[known] ?? 'dead') : 'dead'
}

const HEALTH = /\((healthy|unhealthy|health: starting)\)\s*$/

/** From the field that stands in lists since API 1.52, else from the end of `Status`. Absent is not unhealthy. */
export function toHealth(field: string | null | undefined, status: string): Container['health'] {
  if (field === 'healthy' || field === 'unhealthy' || field === 'starting') return field
  if (field === 'none') return 'none'
  const said = HEALTH.exec(status)?.[1]
  if (said === 'health: starting') return 'starting'
  return said === 'healthy' || said === 'unhealthy' ? said : 'none'
}

/** `Exited (137) 2 days ago`, `Restarting (1) 8 seconds ago` -> 137, 1. */
export function toExitCode(status: string): number | null {
  const code = /^(?:Exited|Restarting) \((-?\d+)\)/.exec(status)?.[1]
  return code === undefined ? null : Number(code)
}

const UNIT: Record<string, number> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  // go-units counts months of 30 days and years of 365
  month: 2_592_000,
  year: 31_536_000,
}

const AGE = /\b(Less than a|About an?|\d+) (second|minute|hour|day|week|month|year)s?\b/

/**
 * Seconds that the words of `Status` say have passed (go-units' HumanDuration): "Up About an hour" -> 3600; null when they say none.
 */
export function toAge(status: string): number | null {
  const match = AGE.exec(status)
  if (match === null) return null
  const [, amount = '', unit = ''] = match
  if (amount.startsWith('Less')) return 0
  return (amount.startsWith('About') ? 1 : Number(amount)) * (UNIT[unit] ?? 0)
}
