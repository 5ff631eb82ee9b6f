import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

export type Surroundings = {
  env: Record<string, string | undefined>
  home: string
  platform: NodeJS.Platform
}

export type KnownSocket = { name: string; address: string }

/** The docker CLI's own default. */
export const defaultSocket = (platform: NodeJS.Platform): string =>
  platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock'

/** Where engines are known to put their sockets, the default one first. Whether anything is there is not looked at, but for Colima's profiles. */
export async function knownSockets({ env, home, platform }: Surroundings): Promise<KnownSocket[]> {
  const standard = { name: 'default', address: defaultSocket(platform) }
  if (platform === 'win32') {
    const pipe = (name: string, id: string) => ({ name, address: `npipe:////./pipe/${id}` })
    return [standard, pipe('Docker Desktop', 'dockerDesktopLinuxEngine'), pipe('Podman', 'podman-machine-default')]
  }
  const unix = (name: string, path: string) => ({ name, address: `unix://${path}` })
  const runtime = env['XDG_RUNTIME_DIR']
  const own = runtime?.startsWith('/') === true
  return [
    standard,
    ...(own ? [unix('rootless', join(runtime, 'docker.sock')), unix('podman', join(runtime, 'podman/podman.sock'))] : []),
    ...(platform === 'linux' ? [unix('podman (system)', '/run/podman/podman.sock')] : []),
    unix('Docker Desktop', join(home, platform === 'darwin' ? '.docker/run/docker.sock' : '.docker/desktop/docker.sock')),
    ...(await colima(home)).map((profile) => unix(`Colima ${profile}`, join(home, '.colima', profile, 'docker.sock'))),
    ...(platform === 'darwin' ? [unix('OrbStack', join(home, '.orbstack/run/docker.sock'))] : []),
    unix('Rancher Desktop', join(home, '.rd/docker.sock')),
  ]
}

async function colima(home: string): Promise<string[]> {
  try {
    const entries = await readdir(join(home, '.colima'), { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory() && !/^[._]/.test(entry.name)).map((entry) => entry.name)
  } catch {
    return []
  }
}
