import type { ErrorCode } from '../../shared/errors.ts'
import { AppError } from '../../shared/errors.ts'
import type { Translate, Values } from './index.ts'
import { errorsEn } from './messages/errors.en.ts'

/** A failure in the user's language: what happened, what can be done now, and the engine's own words. */
export type ErrorText = { text: string; todo: string; detail: string | null }

const known = (code: string): code is ErrorCode => Object.hasOwn(errorsEn, `error.${code}`)

/** Total: takes whatever was thrown. A code of a newer backend reads as `unknown` with its detail. */
export function errorText(error: unknown, t: Translate): ErrorText {
  const { code, params, detail } =
    error instanceof AppError ? error : new AppError('unknown', {}, error instanceof Error ? error.message : String(error))
  const name = known(code) ? code : 'unknown'
  const values = gaps(params)
  return {
    text: t(`error.${name}`, values),
    todo: t(`error.${name}.do`, values),
    detail: detail ?? (name === code ? null : code),
  }
}

/** A sentence must come out even where a parameter is missing: the formatter would throw. */
function gaps(params: AppError['params']): Values {
  return new Proxy(params as Values, {
    has: () => true,
    get: (target, key) => (Object.hasOwn(target, key) ? String(target[String(key)]) : '?'),
  })
}
