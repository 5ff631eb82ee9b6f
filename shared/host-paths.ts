/** Folders from which the host can be taken over when a container may write, or often even read, there. */
const SYSTEM = [
  '/',
  '/bin',
  '/boot',
  '/dev',
  '/etc',
  '/home',
  '/host_mnt',
  '/lib',
  '/lib32',
  '/lib64',
  '/libx32',
  '/Library',
  '/media',
  '/mnt',
  '/opt',
  '/private',
  '/proc',
  '/root',
  '/run',
  '/sbin',
  '/srv',
  '/sys',
  '/System',
  '/Users',
  '/usr',
  '/var',
  '/Volumes',
]
/** These with all below them, and what they lie in; of the others only they themselves: `/home/me/project` is what binds are for. */
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

export type HostPathDanger = 'docker-socket' | 'system-folder'

/** The path made canonical, as the kernel will read it, and why mounting it hands over the host; null for an ordinary folder. */
export function judgeHostPath(path: string): { path: string; danger: HostPathDanger | null } {
  if (!path.startsWith('/')) {
    const windows = /^[a-zA-Z]:[\\/]?($|windows|users[\\/]?$|program)/i.test(path)
    return { path, danger: windows ? 'system-folder' : null }
  }
  const clean = normalise(path)
  if (SOCKET.test(clean)) return { path: clean, danger: 'docker-socket' }
  const system = SYSTEM.includes(clean) || DEEP.some((folder) => isWithin(clean, folder) || isWithin(folder, clean)) || SECRETS.test(clean)
  return { path: clean, danger: system ? 'system-folder' : null }
}

const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)

/** `/a/../etc//x/.` -> `/etc/x`, as the kernel will read it. */
function normalise(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}
