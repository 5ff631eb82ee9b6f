import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cleanEnv, run } from '../../main/sandbox/processes.ts'
import type { EngineCommand, EnginePlace, Sandbox, SandboxOptions } from '../../main/sandbox/types.ts'
import { AppError } from '../../shared/errors.ts'
import { unpackedPackages } from './debian-packages.ts'
import { startPrivateEngine } from './engine.ts'

/** The engines the contract is tested on. */
export const ENGINE_KINDS = ['docker-20.10', 'docker-28.5', 'docker-28.5-containerd', 'podman-4.3'] as const
/** Those that differ in what runs; where images are kept touches neither logs nor shells. */
export const RUNNING_KINDS = ENGINE_KINDS.filter((kind) => kind !== 'docker-28.5-containerd')
export type EngineKind = (typeof ENGINE_KINDS)[number]

/** 28.5 comes from Debian's unstable suite. Its runc wants a newer libc than ours and stays out: the system's serves. */
const docker28 = async (): Promise<string> => {
  const root = await unpackedPackages({ name: 'docker-28.5', suite: 'sid', packages: ['docker.io', 'containerd', 'tini'] })
  const dockerd = join(root, 'usr/sbin/dockerd')
  const version = await run(dockerd, ['--version'])
  if (!version.includes(' 28.')) throw new Error(`Debian's unstable suite has another engine by now: ${version.trim()}`)
  return dockerd
}

const podmanRoot = (): Promise<string> =>
  unpackedPackages({
    name: 'podman-4.3',
    suite: 'bookworm',
    packages: ['podman', 'conmon', 'netavark', 'aardvark-dns'],
    withDependencies: true,
  })

const CONTAINERS_CONF = (root: string, place: EnginePlace): string => `
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
log_driver = "k8s-file"
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
conmon_path = ["${place.dir}/conmon"]
helper_binaries_dir = ["${root}/usr/lib/podman", "${root}/usr/libexec/podman"]
runtime = "runc"
tmp_dir = "${place.run}/podman"
[engine.runtimes]
runc = ["/usr/sbin/runc", "/usr/bin/runc"]
[network]
network_backend = "netavark"
network_config_dir = "${place.dir}/networks"
`

const REGISTRIES_CONF = (port: number): string => `
unqualified-search-registries = ["docker.io"]
[[registry]]
prefix = "docker.io"
location = "docker.io"
[[registry.mirror]]
location = "127.0.0.1:${String(port)}"
insecure = true
`

const POLICY = '{"default":[{"type":"insecureAcceptAnything"}]}'
/** A commit reads the system's policy only, which a machine without Podman has none of: it is seen in the engine's own mounts alone. */
const WITH_POLICY = `[ -e /etc/containers/policy.json ] || mount -t overlay -o "lowerdir=$0:/etc" overlay /etc; exec "$@"`

/** Podman keeps its state where its four configuration files say; none of the system's is read. */
const podmanCommand =
  (root: string) =>
  async (place: EnginePlace): Promise<EngineCommand> => {
    const settings = join(place.dir, '.config/containers')
    const temporary = join(place.dir, 'tmp')
    await mkdir(settings, { recursive: true })
    await mkdir(temporary, { recursive: true })
    const write = (name: string, text: string): Promise<void> => writeFile(join(settings, name), text)
    await write('containers.conf', CONTAINERS_CONF(root, place))
    await write('registries.conf', REGISTRIES_CONF(place.registryPort))
    await write('policy.json', POLICY)
    await write('storage.conf', `[storage]\ndriver = "overlay"\ngraphroot = "${place.dir}/data"\nrunroot = "${place.run}/storage"\n`)
    const env = {
      ...cleanEnv([join(root, 'usr/bin'), join(root, 'usr/sbin')]),
      HOME: place.dir,
      TMPDIR: temporary,
      LD_LIBRARY_PATH: `${root}/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`,
      CONTAINERS_CONF: join(settings, 'containers.conf'),
      CONTAINERS_REGISTRIES_CONF: join(settings, 'registries.conf'),
      CONTAINERS_STORAGE_CONF: join(settings, 'storage.conf'),
    }
    // Podman clears the environment of conmon, which calls Podman again when a container ends: without ours
    // that call finds neither libraries nor settings, and every `wait` lasts its 20 s of patience.
    const exports = Object.entries(env).map(([name, value]) => `export ${name}='${value}'`)
    await writeFile(join(place.dir, 'conmon'), `#!/bin/sh\n${exports.join('\n')}\nexec ${root}/usr/bin/conmon "$@"\n`, { mode: 0o755 })
    const added = join(place.dir, 'etc')
    await mkdir(join(added, 'containers'), { recursive: true })
    await writeFile(join(added, 'containers/policy.json'), POLICY)
    const service = [join(root, 'usr/bin/podman'), 'system', 'service', '--time=0', `unix://${place.socket}`]
    return { command: '/bin/sh', args: ['-c', WITH_POLICY, added, ...service], env }
  }

const optionsOf = async (kind: EngineKind): Promise<Partial<SandboxOptions>> => {
  switch (kind) {
    case 'docker-20.10':
      return {}
    case 'docker-28.5':
      return { engine: await docker28() }
    case 'docker-28.5-containerd':
      return { engine: await docker28(), args: ['--feature=containerd-snapshotter=true'] }
    case 'podman-4.3':
      return { engineCommand: podmanCommand(await podmanRoot()) }
  }
}

/** Why this kind cannot be had here (no network, another release of Debian), or undefined. Fetches it the first time. */
export const engineMissing = async (kind: EngineKind): Promise<string | undefined> => {
  try {
    await optionsOf(kind)
    return undefined
  } catch (error) {
    const text = error instanceof AppError ? (error.detail ?? error.code) : String(error)
    return text.trim().split('\n').at(-1)
  }
}

/** Starts an engine of this kind for one test file, with the seeds and options of `startPrivateEngine`. */
export const startEngine = async ({ kind, ...options }: { kind: EngineKind } & Partial<SandboxOptions>): Promise<Sandbox> => {
  const engine = await startPrivateEngine({ ...options, ...(await optionsOf(kind)) })
  if (kind !== 'podman-4.3') return engine
  return {
    ...engine,
    stop: async () => {
      await engine.stop()
      await run('sh', ['-c', SWEEP_PODMAN])
    },
  }
}

/** Podman 4.3 has one fixed parent group and leaves it; rmdir takes what is empty and nothing else. */
const SWEEP_PODMAN = "find /sys/fs/cgroup -depth -path '*/libpod_parent*' -type d -exec rmdir {} ';' 2>/dev/null; true"
