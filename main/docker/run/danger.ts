/** Why a body of `POST /containers/create` amounts to root on the host. `what` is the part of it that does. */
export type Danger = { why: DangerKind; what: string }
export type DangerKind =
  | 'privileged'
  | 'host-namespace'
  | 'capability'
  | 'device'
  | 'unconfined'
  | 'docker-socket'
  | 'system-folder'
  | 'volume-bind'
  | 'cgroup'
  | 'runtime'

type Dict = Record<string, unknown>

/** Folders from which the host can be taken over when a container may write, or often even read, there. */
const SYSTEM = [
  '/',
  '/bin',
  '/boot',
  '/dev',
  '/etc',
  '/home',
  '/lib',
  '/lib32',
  '/lib64',
  '/libx32',
  '/opt',
  '/proc',
  '/root',
  '/run',
  '/sbin',
  '/srv',
  '/sys',
  '/usr',
  '/var',
]
/** Below these everything counts, below the others only they themselves: `/home/me/project` is what binds are for. */
const DEEP = [
  '/bin',
  '/boot',
  '/dev',
  '/etc',
  '/lib',
  '/lib32',
  '/lib64',
  '/libx32',
  '/proc',
  '/root',
  '/sbin',
  '/sys',
  '/usr',
  '/var/lib',
  '/var/run',
  '/run',
  '/var/spool/cron',
]
const SOCKET = /(docker|podman|containerd|crio?|buildkitd?)[^/]*\.sock$/
const SECRETS = /\/\.(ssh|gnupg|aws|kube|docker|azure|config\/gcloud)(\/|$)/

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const dict = (value: unknown): Dict => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Dict) : {})

/**
 * Judges the final API body, whatever made it (T24). Adding anything to a body never takes a reason away.
 * @param volumes driver options of the named volumes it mounts: `o=bind` makes a volume a folder of the host.
 */
export function judge(body: unknown, volumes: ReadonlyMap<string, Dict> = new Map()): Danger[] {
  const host = dict(dict(body)['HostConfig'])
  const out: Danger[] = []
  const add = (why: DangerKind, what: string) => {
    if (!out.some((d) => d.why === why && d.what === what)) out.push({ why, what })
  }
  if (host['Privileged'] === true) add('privileged', '--privileged')
  for (const key of ['NetworkMode', 'PidMode', 'IpcMode', 'UTSMode', 'UsernsMode', 'CgroupnsMode']) {
    if (text(host[key]) === 'host') add('host-namespace', key.replace(/(ns)?Mode$/, '').toLowerCase())
  }
  for (const cap of list(host['CapAdd'])) add('capability', text(cap))
  for (const device of list(host['Devices'])) add('device', text(dict(device)['PathOnHost']))
  for (const rule of list(host['DeviceCgroupRules'])) add('device', text(rule))
  for (const request of list(host['DeviceRequests'])) add('device', text(dict(request)['Driver']) || 'device request')
  for (const option of list(host['SecurityOpt']))
    if (/(unconfined|disable|systempaths|no-new-privileges[:=]false)/.test(text(option))) add('unconfined', text(option))
  if (Array.isArray(host['MaskedPaths'])) add('unconfined', 'MaskedPaths')
  if (Array.isArray(host['ReadonlyPaths'])) add('unconfined', 'ReadonlyPaths')
  if (text(host['CgroupParent']) !== '') add('cgroup', text(host['CgroupParent']))
  if (text(host['Runtime']) !== '' && text(host['Runtime']) !== 'runc') add('runtime', text(host['Runtime']))
  for (const source of sources(host)) judgeSource(source, volumes, add)
  return out
}

/** Where what is mounted comes from: `Binds` and `Mounts`, and the device of a volume made on the spot. */
function* sources(host: Dict): Generator<{ source: string; options?: Dict }> {
  for (const bind of list(host['Binds'])) yield { source: bindSource(text(bind)) }
  for (const mount of list(host['Mounts'])) {
    const driver = dict(dict(dict(mount)['VolumeOptions'])['DriverConfig'])
    yield { source: text(dict(mount)['Source']), options: dict(driver['Options']) }
  }
}

/** `C:\x:/y` keeps its drive letter. */
const bindSource = (bind: string): string => /^([a-zA-Z]:[\\/][^:]*|[^:]*)(:|$)/.exec(bind)?.[1] ?? bind

function judgeSource(
  { source, options }: { source: string; options?: Dict },
  volumes: ReadonlyMap<string, Dict>,
  add: (why: DangerKind, what: string) => void,
): void {
  if (source.startsWith('/')) judgePath(source, add)
  else if (/^[a-zA-Z]:[\\/]?($|windows|users[\\/]?$|program)/i.test(source)) add('system-folder', source)
  for (const driver of [options, volumes.get(source)]) {
    const device = text(driver?.['device'])
    if (device !== '' && /(^|,)r?bind(,|$)/.test(text(driver?.['o']))) {
      add('volume-bind', device)
      judgePath(device, add)
    }
  }
}

function judgePath(path: string, add: (why: DangerKind, what: string) => void): void {
  const clean = normalise(path)
  if (SOCKET.test(clean)) add('docker-socket', clean)
  else if (SYSTEM.includes(clean) || DEEP.some((folder) => clean.startsWith(`${folder}/`)) || SECRETS.test(clean))
    add('system-folder', clean)
}

/** `/a/../etc//x/.` -> `/etc/x`, as the kernel will read it. */
function normalise(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}
