import type { CopyKeeps } from '../../../shared/contract/terminal.ts'
import { appError } from '../../../shared/errors.ts'
import type { Engine } from '../engine.ts'
import { approveDangers, type ConfirmDanger, judge } from '../lib/danger.ts'

type Mount = { Type: string; Name?: string; Source: string; Destination: string; RW: boolean }
type Facts = {
  Mounts: Mount[] | null
  HostConfig: { NetworkMode: string; PortBindings: Record<string, unknown> | null; PublishAllPorts: boolean }
  NetworkSettings: { Networks: Record<string, unknown> | null }
}
/** What goes into the body of a copy, and the networks it joins beyond the first. */
export type Kept = { HostConfig: Record<string, unknown>; networks: string[] }

/** Of the container's own what was asked for; of all else nothing. Asks where that would be power over the host. */
export async function keptOf(engine: Engine, of: { id: string; name: string }, keep: CopyKeeps, confirm: ConfirmDanger): Promise<Kept> {
  if (keep.network !== true && keep.volumes !== true) return { HostConfig: { NetworkMode: 'none' }, networks: [] }
  const { Mounts, HostConfig, NetworkSettings } = await engine.call<Facts>({ path: `/containers/${of.id}/json` })
  const network = keep.network === true ? HostConfig.NetworkMode : 'none'
  // Whose network that is may not run, or be the host's, which nobody would see.
  if (network.startsWith('container:')) throw appError('terminal.shared-network')
  const ports = keep.network === true && keep.ports === true
  const mounts = keep.volumes === true ? (Mounts ?? []).filter(({ Type }) => Type === 'volume' || Type === 'bind') : []
  const body = {
    NetworkMode: network,
    ...(ports ? { PortBindings: HostConfig.PortBindings ?? {}, PublishAllPorts: HostConfig.PublishAllPorts } : {}),
    Mounts: mounts.map(({ Type, Name, Source, Destination, RW }) => ({
      Type,
      // By its name, even one without: the engine removes those that it named itself with their container.
      Source: Type === 'volume' ? (Name ?? '') : Source,
      Target: Destination,
      ReadOnly: !RW,
    })),
  }
  await approveDangers(judge({ HostConfig: body }, await optionsOf(engine, mounts)), confirm, {
    action: 'copy',
    container: of.name,
    image: '',
    command: '',
  })
  const all = keep.network === true ? Object.keys(NetworkSettings.Networks ?? {}) : []
  return { HostConfig: body, networks: all.filter((name) => name !== network && !['host', 'none', 'bridge'].includes(name)) }
}

/** A volume may be a folder of the host by its driver's options. */
async function optionsOf(engine: Engine, mounts: readonly Mount[]): Promise<Map<string, Record<string, unknown>>> {
  const names = mounts.flatMap(({ Type, Name }) => (Type === 'volume' && Name !== undefined ? [Name] : []))
  type Volume = { Options: Record<string, unknown> | null }
  const read = async (name: string) => (await engine.call<Volume>({ path: `/volumes/${encodeURIComponent(name)}` })).Options ?? {}
  return new Map(await Promise.all(names.map(async (name) => [name, await read(name)] as const)))
}

/** Joins them before it starts; the engine takes one network with the making. */
export async function joinNetworks(engine: Engine, container: string, networks: readonly string[]): Promise<void> {
  for (const name of networks)
    await engine.call({ method: 'POST', path: `/networks/${encodeURIComponent(name)}/connect`, body: { Container: container } })
}
