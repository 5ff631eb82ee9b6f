import type { Unfinished } from '../shared/contract/hosts.ts'
import type { AppContract } from '../shared/contract/index.ts'
import type { Handlers } from '../shared/rpc/define.ts'
import { containers } from './docker/containers/index.ts'
import { containerReader } from './docker/containers/reader.ts'
import { imageReader, images } from './docker/images.ts'
import { logs } from './docker/logs.ts'
import { type ConfirmDanger, run } from './docker/run/index.ts'
import { terminals } from './docker/terminal/index.ts'
import { createWatcher } from './docker/watch.ts'
import { createHosts, type Work } from './hosts/hosts.ts'
import { untilIdle } from './hosts/until-idle.ts'
import { records } from './records/index.ts'
import { dockerCredentials } from './registry/credentials.ts'

/** All that differs between the forms of the app; nothing in the backend reads the environment by itself. */
export type BackendConfig = {
  version: string
  form: 'desktop' | 'browser'
  platform: NodeJS.Platform
  /** Environment variables that name Docker hosts (`DOCKER_HOST`, `DOCKER_CONTEXT`, `DOCKER_CONFIG`, `XDG_RUNTIME_DIR`, `HOME` …). */
  env: Record<string, string | undefined>
  /** The user's home. */
  home: string
  /** Where settings and window state are kept; created 0700. */
  dataDir: string
  /** A host given on the command line; it comes before everything else. */
  host?: string
  /** How to start the sandbox's engine: null where the parts for it are not at hand. */
  sandbox: { start(onProgress: (line: string) => void, signal: AbortSignal): Promise<{ host: string; stop(): Promise<void> }> } | null
  /** Asks the person at the machine, outside the page: T24. Absent in the browser form, which then refuses. */
  confirmDanger: ConfirmDanger
}

export type Backend = {
  handlers: Handlers<AppContract>
  /** What would end with the app. */
  unfinished(): Unfinished
  /** Recordings of terminals that nobody has saved: they end with the app and are offered at its next start. */
  unsaved(): string[]
  /** Ends every connection and the sandbox's engine, if it was started here. */
  close(): Promise<void>
}

/** The whole of what owns the Docker socket. It begins to connect at once. */
export function createBackend(config: BackendConfig): Backend {
  const watcher = createWatcher([containerReader, imageReader])
  const sessions = terminals(watcher.engine, config)
  watcher.onEngine((engine) => void sessions.met(engine))
  const library = images(watcher.engine, dockerCredentials(config))
  const unfinished = (): Unfinished => ({
    terminals: sessions.running().map(({ container, program }) => ({ container: container.name, program })),
    pulls: library.pulling(),
  })
  const busy = () => Object.values(unfinished()).some(({ length }) => length > 0)
  const changes = [(s: AbortSignal) => sessions.handlers.watch({}, s), (s: AbortSignal) => library.handlers.pulls({}, s)]
  const work: Work = { unfinished, idle: (signal) => untilIdle(busy, changes, signal), end: () => sessions.leave() }
  const hosts = createHosts({ ...config, given: config.host }, watcher, config.sandbox, work)
  const recorded = records({ dataDir: config.dataDir, engine: watcher.engine, watch: watcher.watch })
  return {
    handlers: {
      app: { about: async () => ({ version: config.version, form: config.form, platform: config.platform }) },
      hosts: hosts.handlers,
      world: { watch: (_input, signal) => watcher.watch(signal) },
      records: recorded.handlers,
      containers: containers(watcher.engine),
      images: library.handlers,
      run: run(watcher.engine, config.confirmDanger),
      logs: logs(watcher.engine),
      terminal: sessions.handlers,
    },
    unfinished,
    unsaved: () => sessions.unsaved(),
    async close() {
      // While there is still an engine to ask: a shell outlives its connection.
      await Promise.all([sessions.close(), recorded.close()])
      watcher.close()
      await hosts.close()
    },
  }
}
