import { AppError, appError, type ErrorCode } from '../../../shared/errors.ts'
import { toProblem } from './problem.ts'

const BY_STATUS: Record<number, ErrorCode> = {
  400: 'engine.bad-request',
  401: 'engine.forbidden',
  403: 'engine.forbidden',
  404: 'engine.not-found',
  409: 'engine.conflict',
  501: 'engine.not-supported',
  507: 'engine.no-space',
}

/** An engine may answer with a page of text; what does not fit is of no use to anybody. */
const MAX_WORDS = 8192

/**
 * The one place where a failure of a request becomes an error the renderer can put into words. Total: takes anything, throws never.
 * Coarse on purpose, by status alone; what the engine's sentences mean is known to the nouns.
 */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const failure = fieldsOf(error)
  const { name, code, statusCode } = failure
  if (name === 'TimeoutError') return appError('engine.timeout')
  if (name === 'AbortError') return appError('rpc.cancelled')
  if (typeof statusCode === 'number') {
    const detail = words(failure)
    if (detail !== undefined && /no space left on device/i.test(detail)) return appError('engine.no-space', {}, detail)
    return appError(
      Object.hasOwn(BY_STATUS, statusCode) ? (BY_STATUS[statusCode] ?? 'engine.failed') : 'engine.failed',
      { status: statusCode },
      detail,
    )
  }
  const { problem, detail } = toProblem(failure)
  if (typeof code === 'string' && problem !== 'failed') return appError(`host.${problem}`, {}, detail ?? undefined)
  return appError('unknown', {}, clip(typeof error === 'string' ? error : failure.message))
}

type Fields = { name: unknown; code: unknown; statusCode: unknown; message: unknown; json: unknown }

/** The fields that matter, whatever the thing is: a proxy or a getter that throws included. */
function fieldsOf(error: unknown): Fields {
  const none: Fields = { name: undefined, code: undefined, statusCode: undefined, message: undefined, json: undefined }
  if (typeof error !== 'object' || error === null) return none
  try {
    const { name, code, statusCode, message, json } = error as Fields
    return { name, code, statusCode, message, json }
  } catch {
    return none
  }
}

/** The engine's own words: Docker's `{message}`, Podman's `{cause,message,response}`, or plain text. */
function words({ json, message }: Fields): string | undefined {
  const { message: said, cause } = fieldsWithCause(json)
  if (said !== undefined) return clip(cause === undefined || said.includes(cause) ? said : `${said}: ${cause}`)
  if (json instanceof Uint8Array && json.length > 0) return clip(Buffer.from(json).toString().trim())
  return typeof message === 'string' ? clip(message.replace(/^\(HTTP code \d+\) [^-]{0,200}- /, '').trim()) : undefined
}

function fieldsWithCause(json: unknown): { message?: string; cause?: string } {
  if (typeof json !== 'object' || json === null) return {}
  const { message, cause } = json as Record<string, unknown>
  return {
    ...(typeof message === 'string' && message !== '' ? { message } : {}),
    ...(typeof cause === 'string' && cause !== '' ? { cause } : {}),
  }
}

const clip = (text: unknown): string | undefined => (typeof text === 'string' ? text.slice(0, MAX_WORDS) : undefined)
