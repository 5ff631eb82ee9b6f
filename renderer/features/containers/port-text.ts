import type { Port } from '../../../shared/contract/containers.ts'

const isAny = (ip: string): boolean => ip === '' || ip === '0.0.0.0' || ip === '::'

/** The parts of `portText`: the address is what may be cut where room is short, never the port. */
export function portParts(port: Port): { address: string; rest: string } {
  const protocol = port.protocol === 'tcp' ? '' : `/${port.protocol}`
  if (port.host === null) return { address: '', rest: `${String(port.container)}/${port.protocol}` }
  const inside = port.host === port.container ? '' : `→${String(port.container)}`
  return { address: isAny(port.ip) ? '' : `${bracket(port.ip)}:`, rest: `${String(port.host)}${inside}${protocol}` }
}

/** `8080→80`, `3000` where both are the same, `127.0.0.1:5000→80`, `53/udp`; only exposed: `80/tcp`. */
export function portText(port: Port): string {
  const { address, rest } = portParts(port)
  return address + rest
}

/** Services that speak no HTTP: a browser would only show an error. */
const NOT_WEB = new Set([
  21, 22, 23, 25, 53, 110, 143, 389, 465, 587, 993, 995, 1433, 1521, 1883, 3306, 5432, 5672, 6379, 9042, 11211, 27017,
])

/**
 * Where a browser may reach a published port; null where it speaks no HTTP or is not published.
 * @param engine address of the Docker host: a remote one's ports are on that machine.
 */
export function portUrl(port: Port, engine: string): string | null {
  if (port.host === null || port.protocol !== 'tcp' || NOT_WEB.has(port.container)) return null
  const remote = /^(?:tcp|ssh|https?):\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^:/]+)/.exec(engine)?.[1]
  const host = isAny(port.ip) || port.ip === '127.0.0.1' ? (remote ?? 'localhost') : bracket(port.ip)
  // Published on the remote machine's own loopback: not to be reached from here.
  if (remote !== undefined && (port.ip === '127.0.0.1' || port.ip === '::1')) return null
  const scheme = port.container === 443 || port.container === 8443 ? 'https' : 'http'
  return `${scheme}://${host}:${String(port.host)}`
}

const bracket = (ip: string): string => (ip.includes(':') ? `[${ip}]` : ip)
