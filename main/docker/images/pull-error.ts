import { type AppError, appError, type ErrorCode, type Params } from '../../../shared/errors.ts'
import { canonicalString, type Reference } from '../../../shared/reference.ts'

/**
 * The engine's words of a failed pull, told apart. It sends no code with them: the same sentence comes as a status before the
 * stream, or within it after 200. The order matters: a rate limit also says "denied", an unreachable host also says "not found".
 */
const RULES: [ErrorCode, RegExp][] = [
  ['image.rate-limited', /toomanyrequests|too many requests|pull rate limit/i],
  ['engine.no-space', /no space left on device|disk quota exceeded/i],
  [
    'image.no-platform',
    /no matching manifest|does not match the specified platform|does not provide the specified platform|no match for platform/i,
  ],
  ['registry.tls', /x509:|tls: (?!handshake timeout)|certificate|server gave HTTP response to HTTPS client/i],
  [
    'registry.unreachable',
    /dial tcp|no such host|connection refused|connection reset|i\/o timeout|Client\.Timeout|TLS handshake timeout|deadline exceeded|network is unreachable|no route to host|lookup .* on |unexpected EOF|: EOF|50[234] (Bad Gateway|Service Unavailable|Gateway Time)/i,
  ],
  [
    'image.pull-denied',
    /pull access denied|access (to the resource is|is|was) denied|unauthorized|authentication required|no basic auth credentials|\bdenied\b|401 Unauthorized|403 Forbidden|incorrect username or password/i,
  ],
  ['image.not-found', /manifest unknown|manifest for .* not found|name unknown|not found|no such image|does not exist/i],
]

/** @param signIn why no credentials were sent although the user's settings speak of some; null when that is not so. */
export function pullError(words: string, reference: Reference, signIn: string | null): AppError {
  const code = RULES.find(([, pattern]) => pattern.test(words))?.[0] ?? 'image.pull-failed'
  const params: Params = { reference: canonicalString(reference), registry: reference.domain }
  if (code === 'image.pull-denied') params['helper'] = signIn ?? 'none'
  const platform = /no matching manifest for (\S+)/.exec(words)?.[1]
  if (platform !== undefined) params['platform'] = platform
  return appError(code, params, words)
}
