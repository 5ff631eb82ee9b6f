import type { HostProblem } from '../../../shared/contract/hosts.ts'
import { AppError } from '../../../shared/errors.ts'

const BY_ERRNO: Record<string, HostProblem> = {
  ENOENT: 'absent',
  ENOTDIR: 'absent',
  EACCES: 'denied',
  EPERM: 'denied',
  ECONNREFUSED: 'refused',
  ENOTSOCK: 'refused',
  ETIMEDOUT: 'silent',
  EHOSTUNREACH: 'silent',
  ENETUNREACH: 'silent',
  EHOSTDOWN: 'silent',
  ENOTFOUND: 'bad-address',
  EAI_AGAIN: 'bad-address',
  EINVAL: 'bad-address',
  ENAMETOOLONG: 'bad-address',
  EADDRNOTAVAIL: 'bad-address',
  ERR_INVALID_ARG_VALUE: 'bad-address',
  EPROTO: 'tls',
  ECONNRESET: 'lost',
  EPIPE: 'lost',
}

const BY_CODE: Record<string, HostProblem> = {
  'host.absent': 'absent',
  'host.denied': 'denied',
  'host.refused': 'refused',
  'host.silent': 'silent',
  'host.too-old': 'too-old',
  'host.tls': 'tls',
  'host.insecure': 'insecure',
  'host.bad-address': 'bad-address',
  'host.lost': 'lost',
  'engine.timeout': 'silent',
}

/** OpenSSL's and Node's own names for a certificate that is not believed. */
const TLS = /^ERR_(TLS|SSL|OSSL)|CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY|DECRYPT)|HOSTNAME_MISMATCH|CRL/
/** What Go's server answers when spoken to without TLS on its TLS port. */
export const PLAIN_ON_TLS = /HTTP request to an HTTPS server/

export type Failure = { problem: HostProblem; detail: string | null }

/** What kept us from an engine, of the ways that a host can fail. Total: takes anything. */
export function toProblem(error: unknown): Failure {
  if (error instanceof AppError) return { problem: BY_CODE[error.code] ?? 'failed', detail: error.detail ?? null }
  const { code, message, name } = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>
  const detail = typeof message === 'string' ? message.slice(0, 2000) : null
  if (name === 'TimeoutError') return { problem: 'silent', detail: null }
  if (typeof code !== 'string') return { problem: 'failed', detail }
  if (TLS.test(code)) return { problem: 'tls', detail }
  return { problem: Object.hasOwn(BY_ERRNO, code) ? (BY_ERRNO[code] ?? 'failed') : 'failed', detail }
}
