import type { Mount, RunSpec } from '../../../shared/contract/run.ts'
import { parseReference } from '../../../shared/reference.ts'
import { splitWords } from '../../../shared/shell-words.ts'
import type { MessageKey } from '../../i18n/index.ts'
import { type PortRow, readPort } from './read-port.ts'

/** Rows of the form; `key` is only React's. */
export type MountRow = { key: number; source: string; target: string; readOnly: boolean }
export type EnvRow = { key: number; name: string; value: string }

/** The form as typed. */
export type Draft = {
  image: string
  name: string
  command: string
  entrypoint: string
  interactive: boolean
  detached: boolean
  remove: boolean
  ports: PortRow[]
  mounts: MountRow[]
  env: EnvRow[]
  restart: RunSpec['restart']
  maxRetries: number | null
}

export const emptyDraft = (image = ''): Draft => ({
  image,
  name: '',
  command: '',
  entrypoint: '',
  interactive: false,
  detached: true,
  remove: false,
  ports: [],
  mounts: [],
  env: [],
  restart: 'no',
  maxRetries: null,
})

/** Faults by field: `image`, `name`, `ports.3.host` (the row's key) … */
export type Faults = ReadonlyMap<string, MessageKey>

/** What the form says, as far as it can be read, and what is wrong with it. Empty rows do not count. */
export function readDraft(draft: Draft): { spec: RunSpec; faults: Faults } {
  const faults = new Map<string, MessageKey>()
  const fault = (field: string, key: MessageKey) => void faults.set(field, key)
  const image = draft.image.trim()
  if (image === '') fault('image', 'run.fault.imageMissing')
  else if (parseReference(image) === null && !/^(sha256:)?[a-f0-9]{12,64}$/.test(image)) fault('image', 'run.fault.image')
  if (!/^([a-zA-Z0-9][a-zA-Z0-9_.-]+)?$/.test(draft.name.trim())) fault('name', 'run.fault.name')
  const words = (field: 'command' | 'entrypoint') => {
    const read = splitWords(draft[field])
    if (read === null) fault(field, 'run.fault.quote')
    return read ?? []
  }
  if (draft.remove && draft.restart !== 'no') fault('restart', 'run.fault.removeRestart')
  const spec: RunSpec = {
    image,
    name: draft.name.trim(),
    command: words('command'),
    entrypoint: words('entrypoint'),
    interactive: draft.interactive,
    detached: draft.detached,
    remove: draft.remove,
    ports: draft.ports.flatMap((row) => readPort(row, (side, key) => fault(`ports.${row.key}.${side}`, key))),
    mounts: draft.mounts.flatMap((row) => readMount(row, fault)),
    env: draft.env.flatMap((row) => readEnv(row, fault)),
    restart: draft.restart,
    maxRetries: draft.restart === 'on-failure' ? (draft.maxRetries ?? 0) : 0,
  }
  sameTwice(draft, fault)
  return { spec, faults }
}

type Fault = (field: string, key: MessageKey) => void

function readMount({ key, source, target, readOnly }: MountRow, fault: Fault): Mount[] {
  const [from, to] = [source.trim(), target.trim()]
  if (from === '' && to === '') return []
  if (!/^(\/[^:]*|[a-zA-Z]:[\\/][^:]*|[a-zA-Z0-9][a-zA-Z0-9_.-]+)$/.test(from)) fault(`mounts.${key}.source`, 'run.fault.source')
  if (!/^\/[^:]*$/.test(to)) fault(`mounts.${key}.target`, 'run.fault.target')
  return [{ source: from, target: to, readOnly }]
}

function readEnv({ key, name, value }: EnvRow, fault: Fault): { name: string; value: string }[] {
  if (name.trim() === '' && value === '') return []
  if (!/^[^=\s]+$/.test(name.trim())) fault(`env.${key}.name`, 'run.fault.envName')
  return [{ name: name.trim(), value }]
}

/** The engine would refuse two mounts on one target, and silently let the last of two variables win. */
function sameTwice(draft: Draft, fault: Fault): void {
  const twice = <R extends { key: number }>(rows: R[], of: (row: R) => string, tell: (row: R) => void) => {
    const seen = new Set<string>()
    for (const row of rows) {
      const value = of(row).trim()
      if (value !== '' && seen.has(value)) tell(row)
      seen.add(value)
    }
  }
  twice(
    draft.mounts,
    (row) => row.target,
    (row) => fault(`mounts.${row.key}.target`, 'run.fault.targetTwice'),
  )
  twice(
    draft.env,
    (row) => row.name,
    (row) => fault(`env.${row.key}.name`, 'run.fault.envTwice'),
  )
}

/**
 * Lines pasted into a variable's name: `A=b` a line, `export ` and quotes as in an .env file left off, comments skipped.
 * @returns null when it is not such a text, and is to be pasted as it is.
 */
export function readEnvLines(text: string): { name: string; value: string }[] | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.trim().startsWith('#'))
  if (!lines.some((line) => line.includes('='))) return null
  return lines.map((line) => {
    const clean = line.trim().replace(/^export\s+/, '')
    const at = clean.indexOf('=')
    if (at === -1) return { name: clean, value: '' }
    return { name: clean.slice(0, at), value: clean.slice(at + 1).replace(/^(["'])(.*)\1$/, '$2') }
  })
}
