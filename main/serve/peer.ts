import { readFile } from 'node:fs/promises'
import type { Socket } from 'node:net'

/** Bytes of an address as /proc/net/tcp writes them: 32-bit words in the host's (little-endian) order. */
function hexAddress(address: string, family: 4 | 6): string | null {
  const v4 = address.replace(/^::ffff:/i, '')
  const parts = v4.split('.').map(Number)
  if (parts.length !== 4 || parts.some((n) => !Number.isInteger(n) || n < 0 || n > 255)) {
    return family === 6 && address === '::1' ? `${'0'.repeat(24)}01000000` : null
  }
  const word = [...parts]
    .reverse()
    .map((n) => n.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()
  return family === 4 ? word : `0000000000000000FFFF0000${word}`
}

const hexPort = (port: number) => port.toString(16).padStart(4, '0').toUpperCase()

export type Ends = { peerAddress: string; peerPort: number; ownAddress: string; ownPort: number }

/**
 * The uid that owns the peer's end of a loopback connection, in the text of /proc/net/tcp or tcp6; null when it is not there.
 * Columns: `sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid …` (proc(5)).
 */
export function uidInTable(table: string, ends: Ends, family: 4 | 6): number | null {
  const peer = hexAddress(ends.peerAddress, family)
  const own = hexAddress(ends.ownAddress, family)
  if (peer === null || own === null) return null
  const wanted = `${peer}:${hexPort(ends.peerPort)} ${own}:${hexPort(ends.ownPort)} `
  const at = table.indexOf(`: ${wanted}`)
  if (at < 0) return null
  const line = table.slice(at + 2, table.indexOf('\n', at) === -1 ? undefined : table.indexOf('\n', at))
  const uid = Number(line.trim().split(/\s+/)[6])
  return Number.isInteger(uid) ? uid : null
}

/** The uid at the other end of this connection, as the kernel knows it; null when it cannot be told. */
export async function peerUid(socket: Socket): Promise<number | null> {
  const { remoteAddress, remotePort, localAddress, localPort } = socket
  if (remoteAddress === undefined || remotePort === undefined || localAddress === undefined || localPort === undefined) return null
  const ends = { peerAddress: remoteAddress, peerPort: remotePort, ownAddress: localAddress, ownPort: localPort }
  // The peer's own socket may be an IPv6 one that speaks to a mapped address.
  for (const [file, family] of [
    ['/proc/net/tcp', 4],
    ['/proc/net/tcp6', 6],
  ] as const) {
    const uid = uidInTable(await readFile(file, 'latin1').catch(() => ''), ends, family)
    if (uid !== null) return uid
  }
  return null
}

/**
 * Whether the process at the other end runs as our own user (T20): the token alone does not let another user of the machine in.
 * Only Linux tells; elsewhere the token has to do.
 */
export async function isSameUser(socket: Socket): Promise<boolean> {
  if (process.platform !== 'linux') return true
  return (await peerUid(socket)) === process.getuid?.()
}
