import type { IncomingMessage } from 'node:http'

/**
 * Judges a request by its head alone, before anything else is done with it (T18).
 * `Host` must be ours to the letter, or a page whose name was rebound to 127.0.0.1 could speak to us.
 * `Origin` must be ours wherever there is one; a WebSocket upgrade always has one.
 * @returns a status to refuse with, or null.
 */
export function refuse(request: Pick<IncomingMessage, 'method' | 'headers'>, authority: string, upgrade: boolean): number | null {
  const { host, origin } = request.headers
  if (host !== authority) return 421
  if (origin !== undefined ? origin !== `http://${authority}` : upgrade) return 403
  if (request.method !== 'GET' && request.method !== 'HEAD') return 405
  return null
}
