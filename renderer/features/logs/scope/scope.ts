import type { Container } from '../../../../shared/contract/containers.ts'
import { MAX_SOURCES } from '../../../../shared/contract/logs.ts'
import type { LogTarget } from '../target.ts'

/** Which containers a view is about. Those that were chosen are followed by whoever takes their place; the others also by who joins. */
export type LogScope =
  | { kind: 'chosen' }
  | { kind: 'project'; project: string }
  | { kind: 'service'; project: string; service: string }
  | { kind: 'filter'; text: string }

export const CHOSEN: LogScope = { kind: 'chosen' }

export const projectScope = (project: string, service: string | null): LogScope =>
  service === null ? { kind: 'project', project } : { kind: 'service', project, service }

/** What compose counts the containers of a service by. */
const NUMBER = 'com.docker.compose.container-number'

/** What of a project a container is, whatever its name is for the moment; null outside a project. */
export function slotOf({ project, service, labels }: Container): string | null {
  if (project === null || service === null) return null
  return JSON.stringify([project, service, Object.hasOwn(labels, NUMBER) ? labels[NUMBER] : ''])
}

/** A container that was only created has logged nothing, and one that is being removed will not any more. */
export const canLog = ({ state }: Container): boolean => state !== 'created' && state !== 'removing'
const runs = ({ state }: Container): boolean => state === 'running' || state === 'restarting' || state === 'paused'

/** Whether a container belongs into a view. A filter takes only what runs: it may match hundreds that ended long ago. */
export function belongs(scope: LogScope, container: Container): boolean {
  if (!canLog(container)) return false
  if (scope.kind === 'project') return container.project === scope.project
  if (scope.kind === 'service') return container.project === scope.project && container.service === scope.service
  if (scope.kind === 'filter') return runs(container) && filterTest(scope.text)(container)
  return false
}

/** All words must be found in name, image, project or service. */
export function filterTest(text: string): (container: Container) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return ({ name, image, project, service }) => {
    const all = [name, image, project ?? '', service ?? ''].join('\n').toLowerCase()
    return words.every((word) => all.includes(word))
  }
}

/** Those that a view begins with: what runs first, by name. */
export function membersOf(scope: LogScope, containers: Iterable<Container>): LogTarget[] {
  return [...containers]
    .filter((container) => belongs(scope, container))
    .sort((a, b) => Number(runs(b)) - Number(runs(a)) || a.name.localeCompare(b.name))
    .slice(0, MAX_SOURCES)
    .map(({ id, name }) => ({ id, name }))
}

/** What a tab restored from storage holds. */
export function isScope(value: unknown): value is LogScope {
  if (typeof value !== 'object' || value === null) return false
  const { kind, project, service, text } = value as Record<string, unknown>
  if (kind === 'project') return typeof project === 'string'
  if (kind === 'service') return typeof project === 'string' && typeof service === 'string'
  return kind === 'filter' ? typeof text === 'string' : kind === 'chosen'
}
