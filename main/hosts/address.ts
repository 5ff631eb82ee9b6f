import { appError } from '../../shared/errors.ts'

/** A Docker host's address, taken apart. */
export type Address =
  | { kind: 'unix'; path: string }
  | { kind: 'npipe'; path: string }
  | { kind: 'tcp'; host: string; port: number | null }
  /** `socket`: the engine's socket on that machine when it is not the default one (docker CLI 23). */
  | { kind: 'ssh'; user: string | null; host: string; port: number | null; socket: string | null }

/** A name or an address that can never be taken for an option of ssh, nor for anything by a shell. */
const HOST_NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,252})$/
const IPV6 = /^[0-9A-Fa-f:.]{2,45}(?:%[A-Za-z0-9._-]{1,32})?$/
const USER = /^[A-Za-z0-9_][A-Za-z0-9._@+-]{0,255}$/
const PLAIN_PATH = /^\/[A-Za-z0-9._/-]{1,1024}$/
const PORT = /^[0-9]{1,5}$/

const bad = (text: string, why: string) => appError('host.bad-address', { address: text.slice(0, 512) }, why)

/**
 * What the docker CLI understands as `-H`: `unix://PATH`, `npipe://PATH`, `tcp://HOST[:PORT]`, `HOST:PORT`, `ssh://[USER@]HOST[:PORT][/SOCKET]`.
 * @throws AppError `host.bad-address` for anything else.
 */
export function parseAddress(text: string): Address {
  const trimmed = text.trim()
  const scheme = /^([a-z]+):\/\/(.*)$/s.exec(trimmed)
  const rest = scheme?.[2] ?? trimmed
  switch (scheme?.[1] ?? 'tcp') {
    case 'unix':
      if (!rest.startsWith('/') || rest.includes('\0')) throw bad(text, 'a socket needs an absolute path')
      return { kind: 'unix', path: rest }
    case 'npipe':
      if (!/^\/\/[^/\0]+\/pipe\/[^\0]+$/.test(rest.replaceAll('\\', '/'))) throw bad(text, 'a pipe is written npipe:////./pipe/NAME')
      return { kind: 'npipe', path: rest.replaceAll('\\', '/') }
    case 'tcp': {
      const { host, port, after } = authority(text, rest)
      if (after !== '' && after !== '/') throw bad(text, 'a TCP address has no path')
      return { kind: 'tcp', host, port }
    }
    case 'ssh':
      return ssh(text, rest)
    default:
      throw bad(text, `unknown scheme ${scheme?.[1] ?? ''}`)
  }
}

function ssh(text: string, rest: string): Address {
  const slash = rest.indexOf('/')
  const at = rest.lastIndexOf('@', slash === -1 ? undefined : slash)
  const user = at === -1 ? null : rest.slice(0, at)
  if (user?.includes(':') === true) throw bad(text, 'a password cannot stand in the address')
  if (user !== null && !USER.test(user)) throw bad(text, 'not a user name')
  const { host, port, after } = authority(text, rest.slice(at + 1))
  const socket = after === '' || after === '/' ? null : after
  if (socket !== null && !PLAIN_PATH.test(socket)) throw bad(text, 'not a plain path of a socket')
  return { kind: 'ssh', user, host, port, socket }
}

function authority(text: string, rest: string): { host: string; port: number | null; after: string } {
  const slash = rest.indexOf('/')
  const where = slash === -1 ? rest : rest.slice(0, slash)
  const parts = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/s.exec(where)
  if (parts === null) throw bad(text, 'not HOST:PORT')
  const host = parts[1] ?? parts[2] ?? ''
  if (parts[1] === undefined ? !HOST_NAME.test(host) : !IPV6.test(host)) throw bad(text, 'not a host name')
  const port = parts[3]
  if (port !== undefined && (!PORT.test(port) || Number(port) < 1 || Number(port) > 65_535)) throw bad(text, 'not a port')
  return { host, port: port === undefined ? null : Number(port), after: slash === -1 ? '' : rest.slice(slash) }
}

/** True for this machine's own loopback, by name or number: nobody else listens on the way there. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || /^127(\.\d{1,3}){3}$/.test(host) || /^(::1|::ffff:127\.[\d.]+)$/i.test(host)
}
