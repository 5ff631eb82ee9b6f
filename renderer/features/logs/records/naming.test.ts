import { describe, expect, it } from 'vitest'
import type { RecordInfo } from '../../../../shared/contract/records.ts'
import { groupsOf, recordLabel, recordTitle, shortId, spanText, toldApart } from './naming.ts'

const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime() / 1000
const record = (digits: string, name: string, part: Partial<RecordInfo> = {}, host = '0'): RecordInfo => ({
  id: `${host.repeat(16)}/${digits.padEnd(64, '0')}`,
  container: digits.padEnd(64, '0'),
  name,
  image: 'nginx:1.27',
  project: null,
  service: null,
  hostName: 'here',
  state: 'removed',
  from: at(2026, 10, 12, 10, 4),
  to: at(2026, 10, 12, 11, 30),
  lines: 3,
  bytes: 4,
  damaged: 0,
  ...part,
})
const plain = (text: string) => text.replace(/[\u2009\u202f\u00a0]/g, ' ')
const NOW = new Date(2026, 10, 21)

describe('names of records', () => {
  const one = record('3f2a1b4c5d6e7f', 'web')

  it('say container, image and time in words, in both languages', () => {
    expect(plain(recordLabel(one, 'en'))).toMatch(/^web · 3f2a1b… · nginx:1\.27 · Nov 12,.* 10:04 – .*11:30$/)
    expect(plain(recordLabel(one, 'ru'))).toMatch(/^web · 3f2a1b… · nginx:1\.27 · 12 нояб.*10:04.*11:30$/)
    expect(plain(recordTitle({ id: one.id, name: 'web' }, 'en'))).toBe('web · 3f2a1b…')
    expect(shortId(one)).toBe('3f2a1b4c5d6e')
    expect(recordLabel({ ...one, name: 'a\u202eb' }, 'en')).not.toContain('\u202e')
  })

  it('name the day twice where it is another one, and the year where it is not this one', () => {
    expect(plain(spanText(one, 'en', NOW))).toBe('Nov 12, 10:04 – 11:30')
    expect(plain(spanText({ ...one, to: at(2026, 10, 14, 0, 5) }, 'en', NOW))).toBe('Nov 12, 10:04 – Nov 14, 00:05')
    expect(spanText(one, 'en', new Date(2027, 0, 3))).toContain('2026')
    expect(spanText({ from: null, to: null }, 'en')).toBe('')
  })

  it('take the container along only where a name is not one record’s alone', () => {
    const [a, b, c] = [record('aaaaaaaa', 'web'), record('bbbbbbbb', 'web'), record('cccccccc', 'db')]
    expect([...toldApart([a, b, c]).values()]).toEqual(['web · aaaaaa…', 'web · bbbbbb…', 'db'])
  })

  it('of one name and host are one group, where the first of them stands', () => {
    const all = [record('a', 'web'), record('b', 'db'), record('c', 'web'), record('d', 'web', {}, '1')]
    expect(groupsOf(all).map(({ name, records }) => [name, records.map(({ id }) => id.slice(17, 18)).join('')])).toEqual([
      ['web', 'ac'],
      ['db', 'b'],
      ['web', 'd'],
    ])
  })
})
