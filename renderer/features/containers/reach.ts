import { judgeHostPath } from '../../../shared/host-paths.ts'
import type { Inspect } from './inspect-document.ts'
import { type Privilege, privileges } from './privileges.ts'

export type ReachPort = {
  container: string
  /** Null while it is only exposed. */
  host: { ip: string; port: string; scope: 'all' | 'local' | 'address' } | null
}
export type ReachFolder = { source: string; target: string; readOnly: boolean; danger: 'docker-socket' | 'system-folder' | null }
export type ReachVolume = { name: string; target: string; readOnly: boolean; anonymous: boolean }
export type ReachNetwork = { name: string; addresses: string[] }

/** What a container can reach on its host, and who can reach it there. */
export type Reach = {
  ports: ReachPort[]
  folders: ReachFolder[]
  volumes: ReachVolume[]
  /** In memory only. */
  tmpfs: string[]
  networks: ReachNetwork[]
  privileges: Privilege[]
}

const ANONYMOUS = /^[a-f0-9]{64}$/

/** Derived from `GET /containers/{id}/json`; pure, and total over anything that parsed as an inspect document. */
export function reach(doc: Inspect): Reach {
  // The engine keeps mounts in a map: their order means nothing and changes from answer to answer.
  const mounts = [...(doc.Mounts ?? [])].sort((a, b) => compare(a.Destination ?? '', b.Destination ?? ''))
  return {
    ports: ports(doc),
    folders: mounts
      .filter((m) => m.Type === 'bind' || m.Type === 'npipe')
      .map((m) => {
        const { danger } = judgeHostPath(m.Source ?? '')
        return { source: m.Source ?? '', target: m.Destination ?? '', readOnly: m.RW === false, danger }
      }),
    volumes: mounts
      .filter((m) => m.Type === 'volume')
      .map((m) => ({ name: m.Name ?? '', target: m.Destination ?? '', readOnly: m.RW === false, anonymous: ANONYMOUS.test(m.Name ?? '') })),
    tmpfs: [
      ...new Set([
        ...mounts.filter((m) => m.Type === 'tmpfs').map((m) => m.Destination ?? ''),
        ...Object.keys(doc.HostConfig?.Tmpfs ?? {}),
      ]),
    ],
    networks: Object.entries(doc.NetworkSettings?.Networks ?? {}).map(([name, end]) => ({
      name,
      addresses: [end?.IPAddress ?? '', end?.GlobalIPv6Address ?? ''].filter((address) => address !== ''),
    })),
    privileges: privileges(doc),
  }
}

/** While it runs the engine says which host ports it really got; otherwise what was asked for stands. */
function ports(doc: Inspect): ReachPort[] {
  const bound = doc.State?.Running === true ? doc.NetworkSettings?.Ports : doc.HostConfig?.PortBindings
  const found = Object.entries(bound ?? {}).flatMap(([container, bindings]): ReachPort[] => {
    if (bindings === null || bindings.length === 0) return [{ container, host: null }]
    const hosts = bindings.map((b) => ({ ip: b.HostIp ?? '', port: b.HostPort ?? '' }))
    // The same port on all IPv4 and on all IPv6 addresses is one thing to a reader.
    return hosts
      .filter((h) => !(h.ip === '::' && hosts.some((other) => other.port === h.port && (other.ip === '0.0.0.0' || other.ip === ''))))
      .map((h) => ({ container, host: { ip: h.ip === '' ? '0.0.0.0' : h.ip, port: h.port, scope: scope(h.ip) } }))
  })
  return joinRanges(found.sort((a, b) => compare(a.host?.ip ?? '', b.host?.ip ?? '') || number(a.container) - number(b.container)))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const number = (port: string): number => Number.parseInt(port, 10)

/** `9000 → 9000`, `9001 → 9001`, … of one address and protocol become `9000-9001 → 9000-9001`. */
function joinRanges(ports: readonly ReachPort[]): ReachPort[] {
  const out: { first: ReachPort; last: ReachPort }[] = []
  for (const port of ports) {
    const run = out.at(-1)
    if (run !== undefined && follows(run.last, port)) run.last = port
    else out.push({ first: port, last: port })
  }
  return out.map(({ first, last }) => {
    if (first === last) return first
    const protocol = first.container.replace(/^\d+/, '')
    const container = `${String(number(first.container))}-${String(number(last.container))}${protocol}`
    const host = first.host === null ? null : { ...first.host, port: `${first.host.port}-${last.host?.port ?? ''}` }
    return { container, host }
  })
}

function follows(a: ReachPort, b: ReachPort): boolean {
  if (number(b.container) !== number(a.container) + 1 || a.container.replace(/^\d+/, '') !== b.container.replace(/^\d+/, '')) return false
  if (a.host === null || b.host === null) return a.host === b.host
  return a.host.ip === b.host.ip && number(b.host.port) === number(a.host.port) + 1
}

function scope(ip: string): 'all' | 'local' | 'address' {
  if (ip === '' || ip === '0.0.0.0' || ip === '::') return 'all'
  return ip === '::1' || ip.startsWith('127.') ? 'local' : 'address'
}
