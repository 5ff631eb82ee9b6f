import { contract } from '../../shared/contract/index.ts'
import { serve } from '../../shared/rpc/serve.ts'
import type { Wire } from '../../shared/rpc/wire.ts'
import type { Backend } from '../backend.ts'
import { toAppError } from '../docker/lib/to-app-error.ts'

/** Answers one window or tab over its wire. */
export function answer(backend: Backend, wire: Wire, log: (line: string) => void): void {
  serve(contract, backend.handlers, wire, {
    toError: toAppError,
    onStuck: (op, ms) => log(`${op}: its reader has not asked for more for ${String(ms / 1000)} s`),
  })
}

/** R25: what nobody caught is written down and ends nothing else. Never the message of a rejected input: it may hold a secret (T16). */
export function surviveSurprises(log: (line: string) => void): void {
  const say = (error: unknown) => log(error instanceof Error ? (error.stack ?? error.message) : `threw a ${typeof error}`)
  process.on('uncaughtException', say)
  process.on('unhandledRejection', say)
}
