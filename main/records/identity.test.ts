import { expect, test } from 'vitest'
import type { Container } from '../../shared/contract/containers.ts'
import { isNamed } from './identity.ts'

const one = (id: string, name: string, state = 'running') => ({ id, name, state, project: null }) as Container

test('a rule names a container by its name, and by the name it was recorded under', () => {
  const rules = [{ host: 'here', rule: { kind: 'container' as const, name: 'web' } }]
  const logs = new Map([['here/a', { meta: { name: 'web' } }]])
  const named = (container: Container, host = 'here') => isNamed(rules, host, container, logs)
  expect(named(one('a', 'web-old'))).toBe(true)
  expect(named(one('b', 'web'))).toBe(true)
  expect(named(one('b', 'web-old'))).toBe(false)
  expect(named(one('a', 'web-old'), 'elsewhere')).toBe(false)
  expect(named(one('a', 'web', 'removing'))).toBe(false)
})
