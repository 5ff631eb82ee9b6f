import type { WebSocket } from 'ws'
import type { Sessions } from './sessions.ts'

/** How long a connection may stay without having said who it is. */
const HELLO_DEADLINE = 5_000
/** Application close codes (RFC 6455, 7.4.2); `renderer/wire/web.ts` knows the first. */
const REFUSED = 4401
const POLICY_VIOLATION = 1008

/**
 * The first frame of every connection: `{"session":"…"}`, a secret the tab made up, and on its first entry `"code":"…"` of the link's fragment.
 * Because the tab chose the session before it spent the code, a reload in the middle of that loses nothing.
 * The answer is `{}`. Anything else is refused. Resolves once the peer is let in; never otherwise.
 */
export function handshake(socket: WebSocket, sessions: Sessions): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => socket.close(POLICY_VIOLATION), HELLO_DEADLINE)
    socket.once('close', () => clearTimeout(late))
    socket.once('message', (data: Buffer, binary: boolean) => {
      clearTimeout(late)
      if (binary || !isWelcome(data.toString(), sessions)) return socket.close(REFUSED)
      socket.send('{}')
      resolve()
    })
  })
}

function isWelcome(text: string, sessions: Sessions): boolean {
  const { session, code } = parse(text)
  if (typeof session !== 'string') return false
  return sessions.knows(session) || (typeof code === 'string' && sessions.enter(code, session))
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
