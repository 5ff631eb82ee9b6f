import { create } from 'zustand'
import type { Orphan, Session } from '../../../shared/contract/terminal.ts'
import { type Api, onApi } from '../../api.ts'

type Sessions = {
  byId: ReadonlyMap<string, Session>
  /** False until the backend told. */
  known: boolean
  orphans: readonly Orphan[]
}

/** The backend's sessions: with a tab here, in another window, or without any. */
export const useSessions = create<Sessions>(() => ({ byId: new Map(), known: false, orphans: [] }))

async function follow(client: Api): Promise<void> {
  try {
    for await (const list of client.terminal.watch({}))
      useSessions.setState({ byId: new Map(list.map((session) => [session.id, session])), known: true })
  } catch {
    useSessions.setState({ known: false }) // the window's connection is gone; the next one asks again
  }
}

/** Follows the sessions over every connection to the backend. */
export const followSessions = (): (() => void) => onApi((client) => void follow(client))

/** Puts a session in at once, before the watch tells of it. */
export function noteSession(session: Session): void {
  useSessions.setState(({ byId }) => ({ byId: new Map(byId).set(session.id, session) }))
}
