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

export type HostPathDanger = 'docker-socket' | 'system-folder'

/** The path made canonical, as the kernel will read it, and why mounting it hands over the host; null for an ordinary folder. */
export function judgeHostPath(path: string): { path: string; danger: HostPathDanger | null } {
  if (!path.startsWith('/')) {
    const windows = /^[a-zA-Z]:[\\/]?($|windows|users[\\/]?$|program)/i.test(path)
    return { path, danger: windows ? 'system-folder' : null }
  }
  const clean = normalise(path)
  if (SOCKET.test(clean)) return { path: clean, danger: 'docker-socket' }
  const system = SYSTEM.includes(clean) || DEEP.some((folder) => clean.startsWith(`${folder}/`)) || SECRETS.test(clean)
  return { path: clean, danger: system ? 'system-folder' : null }
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
