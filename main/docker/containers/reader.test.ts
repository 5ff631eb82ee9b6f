import { expect, test } from 'vitest'
import type { Container } from '../../../shared/contract/containers.ts'
import type { EngineEvent } from '../lib/reader.ts'
import { containerReader } from './reader.ts'

const ID = 'a'.repeat(64)
const row = (id: string, image: string, imageId: string) => ({ id, image, imageId }) as Container
const known = new Map(
  [
    row('1', 'alpine', 'sha256:1'),
    row('2', 'alpine:3.20', 'sha256:2'),
    row('3', 'sha256:dead', 'sha256:dead'),
    row('4', 'web', 'sha256:4'),
  ].map((r) => [r.id, r]),
)
const event = (type: string, action: string, id: string, attributes: Record<string, string> = {}): EngineEvent => ({
  type,
  action,
  actionDetail: '',
  id,
  attributes,
  time: '0.0',
})

test.each([
  [event('container', 'die', ID), [ID]],
  [event('container', 'health_status', ID), [ID]],
  [event('container', 'rename', ID), [ID]],
  [event('container', 'exec_create', ID), []],
  [event('container', 'exec_die', ID), []],
  [event('container', 'attach', ID), []],
  [event('container', 'start', 'short'), []],
  [event('network', 'connect', 'net', { container: ID }), [ID]],
  [event('network', 'create', 'net'), []],
  [event('image', 'tag', 'sha256:9', { name: 'alpine:latest' }), ['1', '3']],
  [event('image', 'pull', 'alpine:3.20', { name: 'alpine' }), ['1', '2', '3']],
  [event('image', 'untag', 'sha256:4', { name: 'sha256:4' }), ['3', '4']],
  [event('image', 'push', 'alpine', { name: 'alpine' }), []],
  [event('volume', 'create', 'v'), []],
])('%j touches %j', (given, ids) => {
  expect(containerReader.affected(given, known)).toEqual(ids)
})
