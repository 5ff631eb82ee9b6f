/** What the sandbox is busy with; `detail` is a package, image or container name. */
export type SandboxStep = {
  readonly code: 'packages' | 'engine' | 'registry' | 'images' | 'containers' | 'ready'
  readonly detail: string
}

/** Where an engine has to put things. */
export type EnginePlace = {
  readonly dir: string
  /** Short enough for sockets below it. */
  readonly run: string
  readonly socket: string
  /** Name of the control group, without a slash. */
  readonly cgroup: string
  /** Port of the registry on loopback; 0 without one. */
  readonly registryPort: number
}

export type EngineCommand = { readonly command: string; readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv }

export type SandboxOptions = {
  /** Folder for everything the engine and the registry write. Made if absent, removed by `stop()`. */
  readonly dir: string
  /** `system`: dockerd of the PATH. Otherwise the path of a dockerd; its neighbours (`../bin`) come first in the PATH. */
  readonly engine?: 'system' | string
  /** true: everything. A list: the names of the image seeds and `containers`. false (default): nothing. */
  readonly seed?: boolean | readonly string[]
  /** Another engine than dockerd that serves the Docker API on `place.socket`, in the foreground. */
  readonly engineCommand?: (place: EnginePlace) => Promise<EngineCommand>
  /** Additional dockerd flags, such as `--feature=containerd-snapshotter=true`. */
  readonly args?: readonly string[]
  /** Also open published ports on this machine's loopback (default true). */
  readonly publish?: boolean
  /** Leave the registry out: the engine then has no mirror (default true). */
  readonly withRegistry?: boolean
  /** Install Debian's packages when they are missing and we are root (default true). */
  readonly install?: boolean
  /** Ends everything when aborted, also half-way through the start. */
  readonly signal?: AbortSignal
  readonly onProgress?: (step: SandboxStep) => void
}

/** The daemon's process, for tests which hurt it. The pid is this machine's, not the namespace's. */
export type Daemon = {
  readonly pid: number
  readonly running: boolean
  /** Sends a signal. Ending signals resolve when the process is gone. SIGSTOP and SIGCONT resolve at once. */
  kill(signal: NodeJS.Signals): Promise<void>
  /** Ends it if it runs, starts it anew and resolves when it answers `/_ping`. */
  restart(): Promise<void>
}

export type Sandbox = {
  /** `unix:///…/docker.sock`, shorter than 100 characters. */
  readonly host: string
  /** `127.0.0.1:PORT`, the same for the engine and for this machine; empty without a registry. */
  readonly registry: string
  /** Folder of everything the sandbox wrote. */
  readonly dir: string
  /** Process 1 of the sandbox's namespaces, for `nsenter --target`. */
  readonly initPid: number
  readonly dockerd: Daemon
  /** Limits the traffic between engine and registry, in bytes a second; 0 lifts the limit. */
  limitRate(bytesPerSecond: number): Promise<void>
  /** Ends every process at once, unmounts, removes the folder. Safe to call twice. */
  stop(): Promise<void>
}
