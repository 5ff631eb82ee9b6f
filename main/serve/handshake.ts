import type { WebSocket } from 'ws'
import type { Sessions } from './sessions.ts'

/** How long a connection may stay without having said who it is. */
const HELLO_DEADLINE = 5_000
/** Application close codes (RFC 6455, 7.4.2); `renderer/wire/web.ts` knows the first. */
const REFUSED = 4401
const POLICY_VIOLATION = 1008

/**
 * The first frame of every connection: `{"code":"…"}` from the link's fragment, or `{"session":"…"}` of an earlier entry.
 * The answer to a code is `{"session":"…"}`, which the tab keeps in its sessionStorage to survive a reload; to a session, `{}`.
 * Anything else is refused. Resolves once the peer is let in; never otherwise.
 */
export function handshake(socket: WebSocket, sessions: Sessions): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => socket.close(POLICY_VIOLATION), HELLO_DEADLINE)
    socket.once('close', () => clearTimeout(late))
    socket.once('message', (data: Buffer, binary: boolean) => {
      clearTimeout(late)
      const answer = binary ? null : greet(data.toString(), sessions)
      if (answer === null) return socket.close(REFUSED)
      socket.send(JSON.stringify(answer))
      resolve()
    })
  })
}

function greet(text: string, sessions: Sessions): { session?: string } | null {
  const hello = parse(text)
  if (typeof hello['session'] === 'string') return sessions.knows(hello['session']) ? {} : null
  if (typeof hello['code'] !== 'string') return null
  const session = sessions.enter(hello['code'])
  return session === null ? null : { session }
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
