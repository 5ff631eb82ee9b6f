import { join } from 'node:path'
import type { Host } from '../../shared/contract/hosts.ts'
import { type Address, isLoopback, parseAddress } from './address.ts'
import { type Context, configDir, currentContext, readContexts } from './contexts.ts'
import { defaultSocket, knownSockets, type Surroundings } from './sockets.ts'

export type HostConfig = Surroundings & {
  /** `--host` of the command line. */
  given?: string | undefined
}

/** TLS of a TCP host: the folder of `ca.pem`, `cert.pem` and `key.pem` (each may be absent) and whether the server must prove itself. */
export type Tls = { dir: string | null; verify: boolean }

/** A place where an engine may be, with all that is needed to go there. */
export type Place = {
  host: Host
  /** The one the docker CLI would use. */
  preferred: boolean
  tls: Tls | null
  /** Named on the command line of this very app: consent enough for an unprotected connection. */
  explicit: boolean
}

/**
 * Every place worth looking at, the preferred one first. As the docker CLI chooses: `--host`, `DOCKER_HOST`, `DOCKER_CONTEXT`,
 * `currentContext` of config.json, the default socket (docker/cli, cli/command: resolveContextName).
 */
export async function findPlaces(config: HostConfig): Promise<Place[]> {
  const dir = configDir(config)
  const [contexts, current, sockets] = await Promise.all([readContexts(dir), currentContext(dir), knownSockets(config)])
  const { env } = config
  const named = env['DOCKER_CONTEXT'] || current
  const places = [
    ...(config.given === undefined ? [] : [place('given', 'given', shortName(config.given), config.given, envTls(env, dir), true)]),
    ...(env['DOCKER_HOST'] ? [place('env', 'environment', 'DOCKER_HOST', env['DOCKER_HOST'], envTls(env, dir))] : []),
    ...contexts.map(fromContext),
    ...(named && named !== 'default' && !contexts.some((context) => context.name === named)
      ? [place(`context:${named}`, 'context', named, '', null)] // named but gone: shown, with what is wrong with it
      : []),
    ...sockets.map(({ name, address }) => place(`socket:${address.replace(/^[a-z]+:\/\//, '')}`, 'socket', name, address, null)),
  ]
  const choice = preferredId(config, named)
  const first = places.find((p) => p.host.id === choice)
  const rest = places.filter((p) => p !== first)
  const ordered = first === undefined ? rest : [{ ...first, preferred: true }, ...rest]
  return ordered.filter((p, i) => p.host.address === '' || ordered.findIndex((q) => q.host.address === p.host.address) === i)
}

function preferredId({ given, env, platform }: HostConfig, named: string | null): string {
  if (given !== undefined) return 'given'
  if (env['DOCKER_HOST']) return 'env'
  if (named && named !== 'default') return `context:${named}`
  return `socket:${defaultSocket(platform).replace(/^[a-z]+:\/\//, '')}`
}

function place(id: string, source: Host['source'], name: string, address: string, tls: Tls | null, explicit = false): Place {
  return { host: { id: id.slice(0, 512), name, address: address.trim(), source }, preferred: false, tls: tcpOnly(address, tls), explicit }
}

function fromContext(context: Context): Place {
  const tls = context.tlsDir === null && !context.skipVerify ? null : { dir: context.tlsDir, verify: !context.skipVerify }
  return place(`context:${context.name}`, 'context', context.name, context.host, tls)
}

/** As the CLI: `DOCKER_TLS_VERIFY` asks for a verified connection, `DOCKER_TLS` for one that is only encrypted. */
function envTls(env: Surroundings['env'], dir: string): Tls | null {
  const verify = Boolean(env['DOCKER_TLS_VERIFY'])
  if (!verify && !env['DOCKER_TLS']) return null
  return { dir: env['DOCKER_CERT_PATH'] || dir, verify }
}

const tcpOnly = (address: string, tls: Tls | null): Tls | null => (/^(unix|npipe|ssh):/.test(address.trim()) ? null : tls)

/** What of a given address is short enough for the chip. */
function shortName(address: string): string {
  const rest = address.replace(/^[a-z]+:\/\//, '')
  return rest.startsWith('/') ? (rest.split('/').filter(Boolean).at(-1) ?? rest) : rest
}

/** True for a connection to another machine that anyone on the way could read or take over. */
export function isInsecure(address: Address, tls: Tls | null): boolean {
  return address.kind === 'tcp' && !isLoopback(address.host) && tls?.verify !== true
}

/** Names of the files in a TLS folder, as the CLI expects them. */
export const tlsFiles = (dir: string) => ({ ca: join(dir, 'ca.pem'), cert: join(dir, 'cert.pem'), key: join(dir, 'key.pem') })

/** The parts of a place's address. @throws AppError `host.bad-address`. */
export const addressOf = (at: Place): Address => parseAddress(at.host.address)
