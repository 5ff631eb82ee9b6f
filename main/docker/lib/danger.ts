import { appError } from '../../../shared/errors.ts'
import { judgeHostPath } from '../../../shared/host-paths.ts'

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

/** What would be done, so that a page cannot have one thing agreed to and another done. '' where there is none. */
export type DangerSubject = { action: 'create' | 'exec' | 'toolbox' | 'copy'; container: string; image: string; command: string }

/** Asks the person at the machine, outside the page; null where nobody can be asked, and it is refused (T24). */
export type ConfirmDanger = ((dangers: Danger[], subject: DangerSubject) => Promise<boolean>) | null

/** Passes only what is harmless or was allowed; else `run.refused` or `run.declined`. */
export async function approveDangers(dangers: Danger[], confirm: ConfirmDanger, subject: DangerSubject): Promise<void> {
  if (dangers.length === 0) return
  const reasons = dangers.map(({ what }) => what).join(', ')
  if (confirm === null) throw appError('run.refused', { reasons })
  if (!(await confirm(dangers, subject))) throw appError('run.declined', { reasons })
}

type Dict = Record<string, unknown>

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
  judgePath(source, add)
  for (const driver of [options, volumes.get(source)]) {
    const device = text(driver?.['device'])
    if (device === '' || !isOfTheHost(driver ?? {})) continue
    add('volume-bind', device)
    judgePath(device, add)
  }
}

/** File systems that hold nothing of the engine's host. */
const ELSEWHERE = /^(tmpfs|nfs4?|cifs|smb3?)$/

/** What the `local` driver mounts is a folder (`o=bind`), a disk or an overlay of folders, unless it is in memory or on another machine. */
const isOfTheHost = (driver: Dict): boolean => /(^|,)r?bind(,|$)/.test(text(driver['o'])) || !ELSEWHERE.test(text(driver['type']))

function judgePath(source: string, add: (why: DangerKind, what: string) => void): void {
  const { path, danger } = judgeHostPath(source)
  if (danger !== null) add(danger, path)
}
