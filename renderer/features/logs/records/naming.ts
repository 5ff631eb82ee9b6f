import type { RecordInfo } from '../../../../shared/contract/records.ts'
import type { Language } from '../../../i18n/index.ts'
import { escapeControls } from '../../../ui/index.ts'

/** What of a record tells it from others of its name. */
export type Named = Pick<RecordInfo, 'id' | 'name'> & Partial<Pick<RecordInfo, 'image' | 'from' | 'to'>>

/** Digits of a container's id where there is little room; as many as `docker ps` shows where there is more. */
const FEW = 6
const MANY = 12
/** A name longer than this is cut. Characters. */
const LONGEST = 80

const containerOf = (id: string): string => id.slice(id.indexOf('/') + 1)
export const shortId = ({ id }: Pick<Named, 'id'>): string => containerOf(id).slice(0, MANY)
const shortest = (record: Pick<Named, 'id'>): string => `${containerOf(record.id).slice(0, FEW)}…`

/** `12 Nov, 10:04 – 11:30`, in the user's time and with the year where it is not this one; '' without lines. */
export function spanText({ from = null, to = null }: Pick<Named, 'from' | 'to'>, language: Language, now = new Date()): string {
  if (from === null || to === null) return ''
  const [first, last] = [new Date(from * 1000), new Date(to * 1000)]
  const old = first.getFullYear() !== now.getFullYear() || last.getFullYear() !== now.getFullYear()
  const format = new Intl.DateTimeFormat(language, {
    ...(old ? { year: 'numeric' as const } : {}),
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return format.formatRange(first, last)
}

const dotted = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ')

/** `web · 3f2a1b… · nginx:1.27 · 12 Nov, 10:04 – 11:30`: names it without any other beside it. */
export const recordLabel = (record: Named, language: Language): string =>
  dotted([escapeControls(record.name, LONGEST), shortest(record), escapeControls(record.image ?? '', LONGEST), spanText(record, language)])

/** `web · 3f2a1b… · 12 Nov, 10:04 – 11:30`, for a tab. */
export const recordTitle = (record: Named, language: Language): string =>
  dotted([escapeControls(record.name, LONGEST), shortest(record), spanText(record, language)])

/** Each by its name where no other has that, and else with the beginning of its container's id. */
export function toldApart(records: readonly Pick<Named, 'id' | 'name'>[]): Map<string, string> {
  const names = new Map<string, number>()
  for (const { name } of records) names.set(name, (names.get(name) ?? 0) + 1)
  return new Map(records.map((one) => [one.id, names.get(one.name) === 1 ? one.name : `${one.name} · ${shortest(one)}`]))
}

/** Those of one name on one host, in the order of the first of each. */
export type RecordGroup = { key: string; name: string; records: RecordInfo[] }
export function groupsOf(records: readonly RecordInfo[]): RecordGroup[] {
  const groups = new Map<string, RecordGroup>()
  for (const record of records) {
    const key = `${record.id.slice(0, record.id.indexOf('/'))} ${record.name}`
    const group = groups.get(key) ?? { key, name: record.name, records: [] }
    group.records.push(record)
    groups.set(key, group)
  }
  return [...groups.values()]
}
