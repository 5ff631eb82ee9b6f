import type { AppContract } from '../shared/contract/index.ts'
import type { Handlers } from '../shared/rpc/define.ts'

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
  confirmDanger: ((reasons: string[]) => Promise<boolean>) | null
  /** Where a saved file goes: a dialog of the desktop's, null where the page must save by itself. */
  chooseSavePath: ((suggestedName: string) => Promise<string | null>) | null
  /** Opens a link that has passed the check in the user's browser; null where the page does it. */
  openExternal: ((url: string) => Promise<void>) | null
}

export type Backend = { handlers: Handlers<AppContract>; close(): Promise<void> }
