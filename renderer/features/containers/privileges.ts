import type { Inspect } from './inspect-document.ts'

/** One thing that sets a container apart from a plain `docker run`. `bad` amounts to root on the host. */
export type Privilege = { kind: PrivilegeKind; what: string; tone: 'bad' | 'warn' | 'neutral' | 'ok' }
export type PrivilegeKind =
  | 'privileged'
  | 'capability'
  | 'capabilityAll'
  | 'hostNetwork'
  | 'hostPid'
  | 'hostIpc'
  | 'hostUts'
  | 'hostUser'
  | 'hostCgroup'
  | 'sharedWith'
  | 'device'
  | 'unconfined'
  | 'root'
  | 'user'
  | 'dropped'
  | 'noNewPrivileges'
  | 'readOnlyRoot'
  | 'runtime'

/** Capabilities that by themselves are enough to take the host over (capabilities(7)). */
const TAKEOVER = /^(CAP_)?(SYS_ADMIN|SYS_MODULE|SYS_PTRACE|SYS_RAWIO|DAC_READ_SEARCH|SYS_BOOT|BPF|MAC_ADMIN|MKNOD)$/i

/** Every privilege that differs from the engine's defaults, the gravest first; then who it runs as. */
export function privileges(doc: Inspect): Privilege[] {
  const host = doc.HostConfig ?? {}
  const found: Privilege[] = []
  const add = (kind: PrivilegeKind, tone: Privilege['tone'], what = '') => found.push({ kind, what, tone })
  if (host.Privileged === true) add('privileged', 'bad')
  for (const cap of host.CapAdd ?? []) {
    if (/^(CAP_)?ALL$/i.test(cap)) add('capabilityAll', 'bad')
    else add('capability', TAKEOVER.test(cap) ? 'bad' : 'warn', cap.replace(/^CAP_/i, ''))
  }
  namespaces(host, add)
  for (const device of host.Devices ?? []) add('device', 'bad', device.PathOnHost ?? '')
  for (const request of host.DeviceRequests ?? []) add('device', 'warn', request.Driver === '' ? 'GPU' : (request.Driver ?? 'GPU'))
  // A privileged one has `label=disable` set by the engine: no news.
  if (host.Privileged !== true) for (const option of host.SecurityOpt ?? []) security(option, add)
  if (host.Runtime !== undefined && host.Runtime !== null && !/^(runc|crun|oci)?$/.test(host.Runtime))
    add('runtime', 'neutral', host.Runtime)
  user(doc.Config?.User ?? '', add)
  for (const cap of host.CapDrop ?? []) add('dropped', 'ok', cap.replace(/^CAP_/i, ''))
  if (host.ReadonlyRootfs === true) add('readOnlyRoot', 'ok')
  return found
}

type Add = (kind: PrivilegeKind, tone: Privilege['tone'], what?: string) => void

function namespaces(host: NonNullable<Inspect['HostConfig']>, add: Add): void {
  const modes = [
    ['hostNetwork', host.NetworkMode, 'warn'],
    ['hostPid', host.PidMode, 'bad'],
    ['hostIpc', host.IpcMode, 'warn'],
    ['hostUts', host.UTSMode, 'warn'],
    ['hostUser', host.UsernsMode, 'warn'],
    ['hostCgroup', host.CgroupnsMode, 'neutral'],
  ] as const
  for (const [kind, mode, tone] of modes) {
    if (mode === 'host') {
      // The default on cgroup v1 hosts: nothing anybody chose.
      if (kind !== 'hostCgroup') add(kind, tone)
    } else if (mode?.startsWith('container:') === true)
      add('sharedWith', 'neutral', mode.slice('container:'.length, 'container:'.length + 12))
  }
}

function security(option: string, add: Add): void {
  if (/^no-new-privileges([:=]true)?$/.test(option)) add('noNewPrivileges', 'ok')
  else if (/unconfined|disable/.test(option)) add('unconfined', 'bad', option.split(/[=:]/)[0] ?? option)
}

/** No user of its own means root; root in a container is root on the host unless user namespaces are mapped. */
function user(name: string, add: Add): void {
  const [who = ''] = name.split(':')
  if (who === '' || who === 'root' || who === '0') add('root', 'neutral')
  else add('user', 'ok', name)
}

/** True when nothing was added to what every container may do. */
export const isPlain = (found: readonly Privilege[]): boolean => found.every(({ tone }) => tone === 'ok' || tone === 'neutral')
