import { type Container, ROW_LABELS, ROW_TEXT } from '../../../shared/contract/containers.ts'
import { toPorts } from './ports.ts'
import { toAge, toExitCode, toHealth, toState } from './status.ts'
import type { RawContainer } from './wire.ts'

/** Docker Compose writes the first; podman-compose the second, or both. */
const PROJECT = ['com.docker.compose.project', 'io.podman.compose.project']
const SERVICE = ['com.docker.compose.service', 'io.podman.compose.service']

/**
 * A row from one item of `GET /containers/json`.
 * @param now milliseconds, the clock of this machine when the answer came: `Status` speaks relative to it.
 */
export function toContainer(raw: RawContainer, now: number): Container {
  const status = raw.Status ?? ''
  const labels = raw.Labels ?? {}
  const age = toAge(status)
  const code = toExitCode(status)
  const state = toState(raw.State)
  return {
    id: raw.Id,
    name: toName(raw.Names ?? [], raw.Id),
    image: raw.Image ?? '',
    imageId: raw.ImageID ?? '',
    command: cut(typeof raw.Command === 'string' ? raw.Command : (raw.Command ?? []).join(' ')),
    created: toSeconds(raw.Created),
    state,
    status,
    since: age === null ? null : Math.floor(now / 1000) - age,
    health: toHealth(raw.Health?.Status, status),
    exitCode: state === 'running' || state === 'paused' || state === 'created' ? null : code,
    ports: toPorts(raw.Ports ?? []),
    labels: toLabels(labels),
    project: first(labels, PROJECT),
    service: first(labels, SERVICE),
    networks: Object.keys(raw.NetworkSettings?.Networks ?? {}).map(cut),
    mounts: (raw.Mounts ?? []).map((mount) => cut(mount.Name || mount.Source || mount.Destination || '')),
  }
}

/** `Names` also holds the links of other containers (`/web/db`): its own name is the one with a single slash. */
export function toName(names: readonly string[], id: string): string {
  const own = names.find((name) => name.lastIndexOf('/') <= 0) ?? names[0]
  return own === undefined || own === '' || own === '/' ? id.slice(0, 12) : own.replace(/^\//, '')
}

/** `Object.fromEntries` defines properties, so a label called `__proto__` stays a label. */
function toLabels(labels: Record<string, unknown>): Record<string, string> {
  const entries = Object.entries(labels).slice(0, ROW_LABELS)
  return Object.fromEntries(entries.map(([key, value]) => [cut(key), cut(typeof value === 'string' ? value : '')]))
}

function first(labels: Record<string, unknown>, keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined
    if (typeof value === 'string' && value !== '') return cut(value)
  }
  return null
}

/** Never ends inside a surrogate pair. */
function cut(text: string): string {
  if (text.length <= ROW_TEXT) return text
  const end = ROW_TEXT - 1
  const last = text.charCodeAt(end - 1)
  return `${text.slice(0, last >= 0xd800 && last <= 0xdbff ? end - 1 : end)}…`
}

/** Docker answers seconds, Podman's compatible API too; a date is taken as well. Unknown, negative or broken is 0. */
function toSeconds(created: string | number | null | undefined): number {
  const seconds = typeof created === 'string' ? Date.parse(created) / 1000 : (created ?? 0)
  return Number.isFinite(seconds) && seconds > 0 ? Math.floor(seconds) : 0
}
