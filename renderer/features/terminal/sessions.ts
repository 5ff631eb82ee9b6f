import { create } from 'zustand'
import type { Session } from '../../../shared/contract/terminal.ts'
import { followStream } from '../../follow.ts'

type Sessions = {
  byId: ReadonlyMap<string, Session>
  /** False until the backend told. */
  known: boolean
}

/** The backend's sessions: with a tab here, in another window, or without any. */
export const useSessions = create<Sessions>(() => ({ byId: new Map(), known: false }))

/** Follows the sessions over every connection to the backend. */
export const followSessions = (): (() => void) =>
  followStream({
    open: (client, signal) => client.terminal.watch({}, signal),
    take: (list) => useSessions.setState({ byId: new Map(list.map((session) => [session.id, session])), known: true }),
    lost: () => useSessions.setState({ known: false }),
  })

/** Puts a session in at once, before the watch tells of it. */
export function noteSession(session: Session): void {
  useSessions.setState(({ byId }) => ({ byId: new Map(byId).set(session.id, session) }))
}
