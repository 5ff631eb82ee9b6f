import type { Connection, Host, HostProblem } from '../../../shared/contract/hosts.ts'

export type AddressKind = 'unix' | 'npipe' | 'tcp' | 'ssh'

/** Of an address, what decides the words about it. */
export function kindOf({ address }: Host): AddressKind {
  const scheme = /^([a-z]+):\/\//.exec(address)?.[1]
  return scheme === 'unix' || scheme === 'npipe' || scheme === 'ssh' ? scheme : 'tcp'
}

/** The address as one says it: a socket by its path, anything else in full. */
export const where = ({ address, name }: Host): string => (address === '' ? name : address.replace(/^unix:\/\//, ''))

/** `absent` and the like, with the one case more that only words tell apart: a context that is named and does not exist. */
export type Trouble = HostProblem | 'no-context'

export const troubleOf = (problem: HostProblem, host: Host | null): Trouble =>
  problem === 'bad-address' && host?.address === '' ? 'no-context' : problem

/** `20.10.24+dfsg1` → `20.10`: the rest says nothing to anybody. */
export const shortVersion = (version: string): string => /^\d+\.\d+/.exec(version)?.[0] ?? version

/** `Engine 28.2`, `Podman 4.3`; the engine's own names, the same in every language. */
export function engineName(connection: Connection): string | null {
  if (connection.state !== 'connected') return null
  const { kind, version } = connection.engine
  return `${kind === 'podman' ? 'Podman' : 'Engine'} ${shortVersion(version)}`
}
