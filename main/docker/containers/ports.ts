import type { Port } from '../../../shared/contract/containers.ts'
import type { RawPort } from './wire.ts'

const ANY4 = '0.0.0.0'
const ANY6 = '::'

/**
 * The ports of a row. A mapping without an address comes twice, for `0.0.0.0` and for `::`; those two become one, unless their host
 * ports differ. Sorted by container port, protocol and host port; each entry once.
 */
export function toPorts(raw: readonly RawPort[]): Port[] {
  const found = new Map<string, Port>()
  for (const { IP, PrivatePort, PublicPort, Type } of raw) {
    if (typeof PrivatePort !== 'number') continue
    const host = typeof PublicPort === 'number' && PublicPort > 0 ? PublicPort : null
    // Podman leaves the address out for all interfaces.
    const ip = host === null ? '' : IP === null || IP === undefined || IP === '' ? ANY4 : IP
    const port: Port = { ip, host, container: PrivatePort, protocol: Type ?? 'tcp' }
    found.set(key(port), port)
  }
  const ports = [...found.values()].filter((port) => !(port.ip === ANY6 && found.has(key({ ...port, ip: ANY4 }))))
  return ports.sort(order)
}

const key = (port: Port): string => `${port.ip} ${port.host ?? ''} ${port.container}/${port.protocol}`

const order = (a: Port, b: Port): number =>
  a.container - b.container || compare(a.protocol, b.protocol) || (a.host ?? 0) - (b.host ?? 0) || compare(a.ip, b.ip)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
