import type { Session } from '../../../shared/contract/terminal.ts'
import { type DockTab, dropTab, openTab, useView } from '../../world/view.ts'
import { Pane } from './pane.ts'
import { type ContainerRef, commandOf, noteCommand, paramsOf, type TerminalParams } from './params.ts'
import { titleOf } from './title.ts'

const panes = new Map<string, Pane>()

/** The pane behind a tab; made when the tab is first drawn. */
export function paneOf(tab: DockTab): Pane {
  const kept = panes.get(tab.id)
  if (kept !== undefined) return kept
  const pane = new Pane(tab)
  panes.set(tab.id, pane)
  return pane
}

/** The tab's cross: the screen goes at once, the shell is ended behind it. */
export function closePane(tab: DockTab): boolean {
  const pane = paneOf(tab)
  panes.delete(tab.id)
  void pane.close()
  return true
}

export function closeTab(tab: DockTab): void {
  closePane(tab)
  dropTab(tab.id)
}

type Wanted = { container: ContainerRef; kind: TerminalParams['kind']; command?: string[] | undefined; like?: string | null }

/** Always a new tab: several terminals of one container are wanted. */
export const openTerminal = (wanted: Wanted): void => openTab(newTab(wanted))

function newTab(wanted: Wanted): DockTab {
  const id = `terminal-${crypto.randomUUID()}`
  if (wanted.command !== undefined) noteCommand(id, wanted.command)
  const { container, kind, command, like = null } = wanted
  const params: TerminalParams = { container, kind, program: command?.[0] ?? '', like, session: null }
  return { id, kind: 'terminal', title: titleOf(params), params }
}

/** For a split: the same command; beside an attached terminal a shell, a second attach would show the same. */
export function anotherOf(tab: DockTab): DockTab {
  const { container, kind, like } = paramsOf(tab)
  return newTab(kind === 'attach' ? { container, kind: 'shell' } : { container, kind, like, command: commandOf(tab.id) })
}

/**
 * Brings a running session to the front: its tab, or a new one when it has none in this window.
 * @param plain its kind says all of how it was opened.
 */
export function showSession(session: Session, plain = false): void {
  const { tabs } = useView.getState()
  const tab = tabs.find((one) => one.kind === 'terminal' && (one.params as TerminalParams).session === session.id)
  const { container, kind, program } = session
  const params: TerminalParams = { container, kind, program, like: plain ? null : session.id, session: session.id }
  openTab(tab ?? { id: `terminal-${crypto.randomUUID()}`, kind: 'terminal', title: titleOf(session), params })
}
