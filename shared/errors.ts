import { AppError } from './rpc/error.ts'

export { AppError }

/** Every failure Gantry can name. `renderer/i18n` has a sentence and a remedy for each. */
export type ErrorCode =
  | 'rpc.disconnected'
  | 'rpc.cancelled'
  | 'rpc.bad-frame'
  | 'rpc.bad-input'
  | 'rpc.unknown-op'
  | 'rpc.too-many'
  | 'unknown'
  // the host (engine-notes: six ways of not answering, each with its own remedy)
  | 'host.connecting'
  | 'host.absent'
  | 'host.denied'
  | 'host.refused'
  | 'host.silent'
  | 'host.too-old'
  | 'host.tls'
  | 'host.bad-address'
  | 'host.insecure'
  | 'host.lost'
  | 'host.failed'
  | 'host.unknown'
  // answers of the engine
  | 'engine.timeout'
  | 'engine.not-found'
  | 'engine.conflict'
  | 'engine.bad-request'
  | 'engine.forbidden'
  | 'engine.not-supported'
  | 'engine.failed'
  | 'engine.no-space'
  // nouns
  | 'container.not-found'
  | 'container.name-taken'
  | 'container.port-taken'
  | 'container.wrong-state'
  | 'container.removing'
  | 'container.start-failed'
  | 'container.command-not-found'
  | 'image.not-found'
  | 'image.in-use'
  | 'image.bad-reference'
  | 'image.pull-denied'
  | 'image.pull-failed'
  | 'image.rate-limited'
  | 'image.no-platform'
  | 'image.pull-incomplete'
  | 'registry.unreachable'
  | 'registry.tls'
  | 'logs.unreadable'
  | 'logs.damaged'
  | 'terminal.no-shell'
  | 'terminal.not-found'
  | 'terminal.ended'
  | 'run.refused'
  | 'run.declined'
  | 'sandbox.unavailable'
  | 'sandbox.failed'
  | 'link.refused'
  | 'settings.unwritable'

export type Params = Record<string, string | number | boolean>

/** Makes an error the renderer can put into words. */
export const appError = (code: ErrorCode, params?: Params, detail?: string): AppError => new AppError(code, params, detail)
