import { createHash } from 'node:crypto'
import type { Container } from '../../shared/contract/containers.ts'
import type { RecordRule } from '../../shared/contract/records.ts'
import type { Engine } from '../docker/engine.ts'

/** Names an engine by its own id, which stays when its address changes. Podman makes up another at each asking. */
export async function keyOf(engine: Engine): Promise<string> {
  const answer = engine.info.kind === 'docker' ? await engine.call<{ ID?: unknown }>({ path: '/info' }) : {}
  const id = typeof answer.ID === 'string' && answer.ID !== '' ? answer.ID : engine.host.address
  return createHash('sha256').update(id).digest('hex').slice(0, 16)
}

/** Whether a rule names a container. */
export function names(rule: RecordRule, { name, project }: Pick<Container, 'name' | 'project'>): boolean {
  if (rule.kind === 'container') return rule.name === name
  return rule.kind === 'all' || rule.project === project
}

type Logs = ReadonlyMap<string, { meta: { name: string } }>

/**
 * Whether any rule of a host names a container that has, or may have, a log. One that was renamed is still named by what it was
 * recorded as: the rule stays with the name, for whoever gets it next (`docker compose` and updaters rename what they replace).
 * @param logs by host and container.
 */
export function isNamed(rules: readonly { host: string; rule: RecordRule }[], host: string, container: Container, logs: Logs): boolean {
  if (container.state === 'created' || container.state === 'removing') return false
  const before = logs.get(`${host}/${container.id}`)?.meta.name ?? container.name
  return rules.some(({ host: of, rule }) => of === host && (names(rule, container) || names(rule, { ...container, name: before })))
}
