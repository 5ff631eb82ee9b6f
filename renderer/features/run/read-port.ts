import type { Publish } from '../../../shared/contract/run.ts'
import type { MessageKey } from '../../i18n/index.ts'

/** A row of the form; `key` is only React's. */
export type PortRow = { key: number; host: string; container: string; protocol: Publish['protocol'] }

type Range = { first: number; size: number }

/** More than these in one row is a slip of the hand. */
const MOST = 256

/** `8080`, `8000-8010`. */
function readRange(text: string): Range | null {
  const [, from = '', to = from] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? []
  const [first, last] = [Number(from), Number(to)]
  return first >= 1 && last >= first && last <= 65_535 ? { first, size: last - first + 1 } : null
}

/** Host: `8080`, `8000-8010`, `127.0.0.1:8080`, `[::1]:8080`, `127.0.0.1:`, nothing; container: `80`, `80-90`. Ranges go pair by pair. */
export function readPort(
  { host, container, protocol }: PortRow,
  fault: (side: 'host' | 'container', key: MessageKey) => void = () => undefined,
): Publish[] {
  if (host.trim() === '' && container.trim() === '') return []
  const inside = readRange(container.trim())
  if (inside === null) fault('container', 'run.fault.port')
  const [, bracketed = '', plain = '', text = ''] = /^(?:\[([0-9a-fA-F:.]+)\]:|([0-9.]+):)?([\d-]*)$/.exec(host.trim()) ?? ['', '', '', 'x']
  const outside = text === '' ? null : readRange(text)
  if (text !== '' && outside === null) fault('host', 'run.fault.hostPort')
  if (inside === null) return []
  if (inside.size > MOST) fault('container', 'run.fault.portMany')
  else if (outside !== null && outside.size !== inside.size) fault('host', 'run.fault.portRange')
  return Array.from({ length: Math.min(inside.size, MOST) }, (_, i) => ({
    ip: bracketed || plain,
    host: outside === null ? null : outside.first + i,
    container: inside.first + i,
    protocol,
  }))
}

/** What is typed or pasted as docker writes it: `8080:80`, `127.0.0.1:53:53/udp`, `53/udp`; null for plain text. */
export function splitPublish(text: string): Partial<PortRow> | null {
  const [, ports = '', protocol] = /^([^/]*?)(?:\/(tcp|udp|sctp))?$/i.exec(text.trim()) ?? []
  const kind = protocol === undefined ? {} : { protocol: protocol.toLowerCase() as Publish['protocol'] }
  const both = /^((?:\[[0-9a-fA-F:.]+\]:|[\d.]+:)?[\d-]*):([\d-]+)$/.exec(ports)
  // `127.0.0.1:8080` is an address and a port of the host; `8080:80` is not.
  if (both !== null && !/^\d+\.\d+\.\d+\.\d+$/.test(both[1] ?? '')) return { host: both[1] ?? '', container: both[2] ?? '', ...kind }
  return protocol === undefined ? null : { container: ports, ...kind }
}
