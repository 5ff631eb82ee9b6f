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

/** R25: what nobody caught is written down and ends nothing else. */
export function surviveSurprises(log: (line: string) => void): void {
  const say = (error: unknown) => log(surpriseInWords(error))
  process.on('uncaughtException', say)
  process.on('unhandledRejection', say)
}

/**
 * What and where, never the message (T16): `JSON.parse` quotes its input there, an AppError the engine's words, and either may hold
 * a password.
 */
export function surpriseInWords(error: unknown): string {
  if (!(error instanceof Error)) return `threw a ${typeof error}`
  const { name, stack = '' } = error
  const code: unknown = Reflect.get(error, 'code')
  const at = stack.search(/^\s+at /m)
  return `${typeof code === 'string' ? `${name} ${code}` : name}${at === -1 ? '' : `\n${stack.slice(at)}`}`
}
