import type { OpenTerminal, SessionKind } from '../../../shared/contract/terminal.ts'
import type { DockTab } from '../../world/view.ts'

export type ContainerRef = { id: string; name: string }

/**
 * What a tab of this kind remembers over a reload, in the page's storage: enough to find the session again and to show the
 * tab. What was typed to open it, a command or an environment, may hold secrets, and is the backend's to remember.
 */
export type TerminalParams = {
  container: ContainerRef
  kind: SessionKind
  /** `bash`, or a command's first word; '' while that is not known, and for what is no program of the container's. */
  program: string
  /** The session that this one is opened like, by a restart or in a split; null where the kind says all there is. */
  like: string | null
  /** The backend's session; null until one was opened. */
  session: string | null
}

/** Storage may hold anything: a tab of another version is treated as one that was never opened. */
export function paramsOf(tab: DockTab): TerminalParams {
  const kept = (typeof tab.params === 'object' && tab.params !== null ? tab.params : {}) as Partial<TerminalParams>
  return {
    container: { id: String(kept.container?.id ?? ''), name: String(kept.container?.name ?? '') },
    kind: kept.kind === 'attach' || kept.kind === 'command' || kept.kind === 'toolbox' || kept.kind === 'copy' ? kept.kind : 'shell',
    program: typeof kept.program === 'string' ? kept.program : '',
    like: typeof kept.like === 'string' ? kept.like : null,
    session: typeof kept.session === 'string' ? kept.session : null,
  }
}

/** A shell by one click, or an attach: what a tab of its own knows how to open, whatever became of the backend. */
export const isPlain = ({ kind, like }: TerminalParams): boolean => like === null && (kind === 'shell' || kind === 'attach')

/** Commands typed for tabs that have no session yet; they live as long as the page. */
const commands = new Map<string, string[]>()

export const noteCommand = (tab: string, command: string[] | null): void => {
  if (command === null) commands.delete(tab)
  else commands.set(tab, command)
}

export const commandOf = (tab: string): string[] | undefined => commands.get(tab)

/** What to ask the backend for; null where only the user can say it once more. */
export function wanted(tab: string, params: TerminalParams): { again: string } | { open: Omit<OpenTerminal, 'cols' | 'rows'> } | null {
  const { container, kind, like } = params
  const command = commandOf(tab)
  if (command !== undefined) return { open: { container: container.id, kind: 'command', command } }
  if (like !== null) return { again: like }
  return isPlain(params) ? { open: { container: container.id, kind } } : null
}
