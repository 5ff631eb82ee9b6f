import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startDaemon } from './daemon.ts'
import { dockerApi } from './docker-api.ts'
import { claimFolder, type Folder } from './folder.ts'
import { type Forward, forward, limitRate } from './forward.ts'
import { type Namespace, openNamespace } from './namespace.ts'
import { ensurePackages } from './packages.ts'
import { cleanEnv, engineFolders, run } from './processes.ts'
import { publishPorts } from './publish.ts'
import { startRegistry } from './registry.ts'
import { seedAll } from './seeds/seed.ts'
import type { Sandbox, SandboxOptions } from './types.ts'

/** Whether the kernel lets us write address translation; without it the engine's own proxy carries published ports. */
const hasNat = (namespace: Namespace): Promise<boolean> =>
  run('nsenter', ['--target', String(namespace.initPid), '--net', '--mount', 'iptables', '-t', 'nat', '-S']).then(
    () => true,
    () => false,
  )

/** In a plain chroot `/` is not a mount point and pivot_root(2) fails: the engine has a switch for that. */
const needsNoPivot = (): boolean => !/^\S+ \S+ \S+ \S+ \/ /m.test(readFileSync('/proc/self/mountinfo', 'utf8'))

const engineArgs = async (folder: Folder, namespace: Namespace, cgroup: string, port: number): Promise<string[]> => [
  `--config-file=${join(folder.dir, 'daemon.json')}`,
  `--data-root=${join(folder.dir, 'data')}`,
  `--exec-root=${folder.run}`,
  `--pidfile=${join(folder.dir, 'engine.pid')}`,
  `--host=unix://${folder.socket}`,
  `--cgroup-parent=/${cgroup}`,
  '--exec-opt=native.cgroupdriver=cgroupfs',
  '--log-level=warn',
  ...((await hasNat(namespace)) ? [] : ['--iptables=false']),
  ...(port === 0 ? [] : [`--registry-mirror=http://127.0.0.1:${String(port)}`]),
]

/** dockerd 20.10 would write its identity key to /etc/docker; later ones keep it in the data folder and refuse the key. */
const writeConfig = async (folder: Folder, command: string, env: NodeJS.ProcessEnv): Promise<void> => {
  const { writeFile } = await import('node:fs/promises')
  const old = /version (1\d|20)\./.test(await run(command, ['--version'], env))
  await writeFile(join(folder.dir, 'daemon.json'), JSON.stringify(old ? { 'deprecated-key-path': join(folder.dir, 'key.json') } : {}))
}

/**
 * Starts a private Docker engine and a private registry which stands as its Docker Hub mirror.
 * Everything lives in `options.dir` and in namespaces of its own, and ends with us however we end.
 */
export const startSandbox = async (options: SandboxOptions): Promise<Sandbox> => {
  const report = options.onProgress ?? (() => undefined)
  await ensurePackages(options.install ?? true, (detail) => report({ code: 'packages', detail }))
  const folder = await claimFolder(options.dir)
  const cgroup = `gantry-${String(process.pid)}-${Date.now().toString(36)}`
  const namespace = await openNamespace({ dir: folder.dir, cgroup, remove: folder.extra === undefined ? [] : [folder.extra] })
  folder.mark(namespace.wrapperPid, cgroup)
  const closers: (() => Promise<void>)[] = []
  let stopped: Promise<void> | undefined
  const stop = (): Promise<void> => {
    stopped ??= (async () => {
      await Promise.all(closers.map((close) => close()))
      await namespace.close()
    })()
    return stopped
  }
  options.signal?.addEventListener('abort', () => void stop(), { once: true })
  try {
    options.signal?.throwIfAborted()
    return await populate(options, folder, namespace, cgroup, closers, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

const populate = async (
  options: SandboxOptions,
  folder: Folder,
  namespace: Namespace,
  cgroup: string,
  closers: (() => Promise<void>)[],
  stop: () => Promise<void>,
): Promise<Sandbox> => {
  const { engine = 'system', args = [], publish = true, withRegistry = true, seed = false } = options
  const report = options.onProgress ?? (() => undefined)
  const door: Forward | undefined = withRegistry ? await forward(namespace, 0) : undefined
  if (door !== undefined) closers.push(() => door.close())
  const port = door?.port ?? 0
  const command = engine === 'system' ? 'dockerd' : engine
  const env = { ...cleanEnv(engineFolders(engine)), HOME: folder.dir, ...(needsNoPivot() ? { DOCKER_RAMDISK: 'true' } : {}) }
  await writeConfig(folder, command, env)
  report({ code: 'engine', detail: command })
  const flags = [...(await engineArgs(folder, namespace, cgroup, port)), ...args]
  const [dockerd] = await Promise.all([
    startDaemon({ namespace, command, args: flags, env, socket: folder.socket, dir: folder.dir }),
    withRegistry ? startRegistry(namespace, folder.dir, port) : undefined,
  ])
  const registry = withRegistry ? `127.0.0.1:${String(port)}` : ''
  if (publish) closers.push(publishPorts(namespace, folder.socket))
  await seedAll({ api: dockerApi(folder.socket), registry, seed, report })
  report({ code: 'ready', detail: `unix://${folder.socket}` })
  return {
    host: `unix://${folder.socket}`,
    registry,
    dir: folder.dir,
    initPid: namespace.initPid,
    dockerd,
    limitRate: (bytesPerSecond) => limitRate(namespace, bytesPerSecond),
    stop,
  }
}
