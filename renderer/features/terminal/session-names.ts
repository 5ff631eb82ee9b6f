import type { Session } from '../../../shared/contract/terminal.ts'
import { type DockTab, useView } from '../../world/view.ts'
import { useSessions } from './sessions.ts'
import { titleOf } from './title.ts'

/**
 * What each session is called in a list, by its id: as its tab is where the user named that, else what it is. Those of one name
 * are numbered, the oldest first.
 */
export function sessionNames(sessions: Iterable<Session>, tabs: readonly DockTab[]): ReadonlyMap<string, string> {
  const given = new Map(
    tabs.filter(({ kind }) => kind === 'terminal').map((tab) => [(tab.params as { session?: string } | null)?.session, tab.name]),
  )
  const named = [...sessions]
    .toSorted((a, b) => a.since - b.since)
    .map((session) => ({ id: session.id, name: given.get(session.id) ?? titleOf(session) }))
  return new Map(
    named.map(({ id, name }) => {
      const same = named.filter((one) => one.name === name)
      return [id, same.length < 2 ? name : `${name} (${String(same.findIndex((one) => one.id === id) + 1)})`]
    }),
  )
}

export function useSessionNames(): ReadonlyMap<string, string> {
  const byId = useSessions((s) => s.byId)
  const tabs = useView((v) => v.tabs)
  return sessionNames(byId.values(), tabs)
}

/** Those that run and that no tab of this window shows, the oldest first. */
export function runningWithoutTab(sessions: Iterable<Session>, tabs: readonly DockTab[]): Session[] {
  const shown = new Set(tabs.map((tab) => (tab.params as { session?: string | null } | null)?.session))
  return [...sessions].filter(({ id, now }) => now.state === 'live' && !shown.has(id)).toSorted((a, b) => a.since - b.since)
}

/** What a page that begins without terminals should know of: those that run, as where the page of before was lost. */
export const runningUnseen = (sessions: Iterable<Session>, tabs: readonly DockTab[]): Session[] =>
  tabs.some(({ kind }) => kind === 'terminal') ? [] : runningWithoutTab(sessions, tabs)
