import type { Container } from '../../../shared/contract/containers.ts'
import { isActive } from './abilities.ts'

export type Segment = 'all' | 'running' | 'stopped'

type Test = (row: Container) => boolean

const portsOf = (row: Container): string =>
  row.ports.map((p) => `${p.ip}:${String(p.host ?? '')}->${String(p.container)}/${p.protocol}`).join(' ')
const labelsOf = (row: Container): string =>
  Object.entries(row.labels)
    .map(([key, value]) => `${key}=${value}`)
    .join('\n')

/** What `key:value` looks at. */
const FIELDS: Record<string, (row: Container) => string> = {
  name: (row) => row.name,
  image: (row) => row.image,
  id: (row) => row.id,
  label: labelsOf,
  state: (row) => row.state,
  status: (row) => `${row.state} ${row.status}`,
  health: (row) => row.health,
  project: (row) => row.project ?? '',
  service: (row) => row.service ?? '',
  port: portsOf,
  network: (row) => row.networks.join('\n'),
  volume: (row) => row.mounts.join('\n'),
  command: (row) => row.command,
}

const texts = new WeakMap<Container, string>()

/** Name, image, labels and project of a row, once per row object. */
function textOf(row: Container): string {
  let text = texts.get(row)
  if (text === undefined) {
    text = [row.name, row.image, row.project ?? '', row.service ?? '', labelsOf(row)].join('\n').toLowerCase()
    texts.set(row, text)
  }
  return text
}

/** All words of the query must be found: in name, image or labels, at the start of the id, or in the field a `key:value` names. */
export function matcher(query: string): Test | null {
  const tests = query.trim().toLowerCase().split(/\s+/).filter(Boolean).map(word)
  return tests.length === 0 ? null : (row) => tests.every((test) => test(row))
}

function word(text: string): Test {
  const colon = text.indexOf(':')
  const key = text.slice(0, Math.max(0, colon))
  const value = text.slice(colon + 1)
  const field = colon > 0 && value !== '' && Object.hasOwn(FIELDS, key) ? FIELDS[key] : undefined
  if (field !== undefined) return key === 'id' ? (row) => row.id.startsWith(value) : (row) => field(row).toLowerCase().includes(value)
  return (row) => textOf(row).includes(text) || row.id.startsWith(text)
}

export const inSegment = (row: Container, segment: Segment): boolean => segment === 'all' || (segment === 'running') === isActive(row)

/** The table's predicate; undefined where everything is shown. */
export function rowFilter(query: string, segment: Segment): Test | undefined {
  const match = matcher(query)
  if (match === null && segment === 'all') return undefined
  return (row) => inSegment(row, segment) && (match === null || match(row))
}
