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

/** Whether any rule of a host names a container that has, or may have, a log. */
export const isNamed = (rules: readonly { host: string; rule: RecordRule }[], host: string, container: Container): boolean =>
  container.state !== 'created' &&
  container.state !== 'removing' &&
  rules.some(({ host: of, rule }) => of === host && names(rule, container))
