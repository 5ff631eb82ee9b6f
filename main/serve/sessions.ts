import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 bits, base64url without padding: 43 characters (T18). */
const SECRET = /^[A-Za-z0-9_-]{43}$/
const secret = () => randomBytes(32).toString('base64url')
const digest = (text: string) => createHash('sha256').update(text).digest()

/** Codes that were printed but never used are bounded: asking for a new link forgets the oldest. */
const MAX_CODES = 8
/** Tabs that came in by a code; the oldest is forgotten, and has to come in again. */
const MAX_SESSIONS = 64

export type Sessions = {
  /** A code for one entry, to be carried in the fragment of a link. */
  newCode(): string
  /** Lets this session in for a code, which is spent by that. False when the code is unknown or spent, or the session is no secret. */
  enter(code: string, session: string): boolean
  /** Whether this session was let in before. */
  knows(session: string): boolean
}

/** Only digests are kept, so that neither a memory dump of this object nor a timing tells a secret. */
export function createSessions(): Sessions {
  const codes: Buffer[] = []
  const sessions: Buffer[] = []
  const find = (list: Buffer[], text: string) => {
    if (!SECRET.test(text)) return -1
    const wanted = digest(text)
    return list.findIndex((kept) => timingSafeEqual(kept, wanted))
  }
  const add = (list: Buffer[], max: number, text: string) => {
    list.push(digest(text))
    if (list.length > max) list.shift()
    return text
  }
  return {
    newCode: () => add(codes, MAX_CODES, secret()),
    enter(code, session) {
      const at = find(codes, code)
      if (at < 0 || !SECRET.test(session)) return false
      codes.splice(at, 1)
      add(sessions, MAX_SESSIONS, session)
      return true
    },
    knows: (session) => find(sessions, session) >= 0,
  }
}
