import { startDaemon } from './daemon.ts'
import { dockerApi } from './docker-api.ts'
import { dockerdCommand } from './dockerd.ts'
import { claimFolder, type Folder } from './folder.ts'
import { type Forward, forward, limitRate } from './forward.ts'
import { type Namespace, openNamespace } from './namespace.ts'
import { ensurePackages } from './packages.ts'
import { publishPorts } from './publish.ts'
import { startRegistry } from './registry.ts'
import { seedAll } from './seeds/seed.ts'
import type { EnginePlace, Sandbox, SandboxOptions } from './types.ts'

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
  const { publish = true, withRegistry = true, seed = false } = options
  const report = options.onProgress ?? (() => undefined)
  const door: Forward | undefined = withRegistry ? await forward(namespace, 0) : undefined
  if (door !== undefined) closers.push(() => door.close())
  const port = door?.port ?? 0
  const place: EnginePlace = { dir: folder.dir, run: folder.run, socket: folder.socket, cgroup, registryPort: port }
  const { command, args, env } = await (options.engineCommand ?? dockerdCommand(namespace, options))(place)
  report({ code: 'engine', detail: command })
  const [dockerd] = await Promise.all([
    startDaemon({ namespace, command, args, env, socket: folder.socket, dir: folder.dir }),
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
