import { type AppError, AppError as AppErrorClass, appError, type ErrorCode } from '../../../shared/errors.ts'

const BY_ERRNO: Record<string, ErrorCode> = {
  ENOENT: 'host.absent',
  EACCES: 'host.denied',
  EPERM: 'host.denied',
  ECONNREFUSED: 'host.refused',
  ECONNRESET: 'host.lost',
  EPIPE: 'host.lost',
}

const BY_STATUS: Record<number, ErrorCode> = {
  400: 'engine.bad-request',
  401: 'engine.forbidden',
  403: 'engine.forbidden',
  404: 'engine.not-found',
  409: 'engine.conflict',
  501: 'engine.not-supported',
}

type Failure = { name?: string; code?: string; statusCode?: number; message?: string; json?: unknown }

/** The one place where a failure of a request becomes an error the renderer can put into words. Total: takes anything. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppErrorClass) return error
  const { name, code, statusCode, message, json } = (
    typeof error === 'object' && error !== null ? error : { message: String(error) }
  ) as Failure
  if (name === 'TimeoutError') return appError('engine.timeout')
  if (name === 'AbortError') return appError('rpc.cancelled')
  if (statusCode !== undefined) return appError(BY_STATUS[statusCode] ?? 'engine.failed', { status: statusCode }, words(json, message))
  return appError((code !== undefined ? BY_ERRNO[code] : undefined) ?? 'unknown', {}, message)
}

/** The engine's own words: Docker's `{message}`, Podman's `{cause,message,response}`, or plain text. */
function words(json: unknown, fallback: string | undefined): string | undefined {
  if (typeof json === 'object' && json !== null && typeof (json as { message?: unknown }).message === 'string')
    return (json as { message: string }).message
  return fallback?.replace(/^\(HTTP code \d+\) \w[\w ]* - /, '').trim()
}
