import { describe, expect, it } from 'vitest'
import type { RecordInfo } from '../../../../shared/contract/records.ts'
import { chosenBy, matching } from './choice.ts'
import { earlierOf } from './earlier.ts'

const HOST = '0123456789abcdef'
const hex = (digit: string) => digit.repeat(64)
const record = (digit: string, name: string, part: Partial<RecordInfo> = {}, host = HOST): RecordInfo => ({
  id: `${host}/${hex(digit)}`,
  container: hex(digit),
  name,
  image: 'alpine:3.20',
  project: null,
  service: null,
  hostName: 'here',
  state: 'removed',
  from: 1,
  to: 2,
  lines: 3,
  bytes: 4,
  damaged: 0,
  ...part,
})

describe('choosing records', () => {
  const ids = ['a', 'b', 'c', 'd', 'e']

  it('takes one, a range in either direction, and takes a range back', () => {
    const one = chosenBy(new Set(), ids, 'b', true, null)
    expect([...one]).toEqual(['b'])
    const more = chosenBy(one, ids, 'd', true, 'b')
    expect([...more].sort()).toEqual(['b', 'c', 'd'])
    expect([...chosenBy(more, ids, 'a', true, 'd')].sort()).toEqual(['a', 'b', 'c', 'd'])
    expect([...chosenBy(more, ids, 'c', false, 'b')]).toEqual(['d'])
  })

  it('a range from a row that is not shown any more is the row alone', () => {
    expect([...chosenBy(new Set(), ids, 'd', true, 'x')]).toEqual(['d'])
  })

  it('all words of the filter are looked for', () => {
    const records = [record('a', 'shop-api-1', { project: 'shop', service: 'api' }), record('b', 'shop-db-1', { image: 'postgres' })]
    expect(matching(records, 'shop').map(({ name }) => name)).toEqual(['shop-api-1', 'shop-db-1'])
    expect(matching(records, ' SHOP postgres ').map(({ name }) => name)).toEqual(['shop-db-1'])
    expect(matching(records, '')).toHaveLength(2)
  })
})

describe('records of earlier containers', () => {
  const view = [{ id: hex('f'), name: 'shop-api-1' }]
  const containers = new Map([[hex('f'), { project: 'shop', service: 'api' }]])
  const found = (records: RecordInfo[], known = containers, host: string | null = HOST) =>
    earlierOf({ host, records }, view, known, 'en').map(({ id, olderThan }) => [id.slice(17, 18), olderThan?.slice(0, 1)])

  it('are those of the same name or service, and of the container itself what the engine has no more', () => {
    const records = [
      record('a', 'shop-api-1'),
      record('b', 'shop-api-2', { project: 'shop', service: 'api' }),
      record('c', 'shop-db-1', { project: 'shop', service: 'db' }),
      record('d', 'other-api-1', { project: 'other', service: 'api' }),
      record('f', 'shop-api-1', { state: 'recording' }),
    ]
    expect(found(records)).toEqual([
      ['a', undefined],
      ['b', undefined],
      ['f', 'f'],
    ])
  })

  it('are never another host’s, nor empty', () => {
    const records = [record('a', 'shop-api-1', {}, 'f'.repeat(16)), record('b', 'shop-api-1', { lines: 0 }), record('c', 'shop-api-1')]
    expect(found(records)).toEqual([['c', undefined]])
    expect(found(records, containers, null)).toEqual([])
  })

  it('are known by their own service when the container is gone', () => {
    const records = [
      record('f', 'shop-api-1', { project: 'shop', service: 'api' }),
      record('b', 'shop-api-2', { project: 'shop', service: 'api' }),
    ]
    expect(found(records, new Map()).map(([id]) => id)).toEqual(['f', 'b'])
  })
})
