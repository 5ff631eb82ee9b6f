import { describe, expect, it } from 'vitest'
import type { RecordInfo } from '../../../../shared/contract/records.ts'
import { keptRows } from './kept-rows.ts'

const idOf = (digit: number): string => digit.toString(16).padStart(64, '0')
const record = (digit: number, name: string, state: RecordInfo['state'] = 'removed') =>
  ({ id: `${'0'.repeat(16)}/${idOf(digit)}`, container: idOf(digit), name, state }) as RecordInfo
const target = (digit: number, name: string) => ({ id: idOf(digit), name })
const NONE: ReadonlySet<string> = new Set()

describe('what is said of kept logs', () => {
  it('is one row for a name, however often its container was recreated', () => {
    const many = Array.from({ length: 17 }, (_, at) => record(at, 'again'))
    const targets = Array.from({ length: 18 }, (_, at) => target(at, 'again'))
    expect(keptRows(many, targets, NONE)).toMatchObject([{ name: 'again', goesOn: true, records: { length: 17 } }])
    expect(keptRows(many, targets.slice(0, 17), NONE)).toMatchObject([{ name: 'again', goesOn: false }])
  })

  it('is one row for all where there would be many', () => {
    const names = ['web', 'db', 'api']
    const records = names.map((name, at) => record(at, name))
    const targets = names.map((name, at) => target(at, name))
    expect(keptRows(records.slice(0, 2), targets, NONE).map(({ name }) => name)).toEqual(['web', 'db'])
    expect(keptRows(records, targets, NONE)).toMatchObject([{ name: null, names, records }])
  })

  it('is nothing of what is hidden, is still there, or is not in the view', () => {
    const targets = [target(1, 'web'), target(2, 'db')]
    expect(keptRows([record(1, 'web'), record(2, 'db', 'recording'), record(3, 'api')], targets, new Set(['web']))).toEqual([])
  })
})
