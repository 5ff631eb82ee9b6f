import type { SessionKind } from '../../../shared/contract/terminal.ts'
import type { DockTab } from '../../world/view.ts'
import type { TerminalOptions } from './form-draft.ts'

export type ContainerRef = { id: string; name: string }

/** What a tab of this kind remembers over a reload. */
export type TerminalParams = {
  container: ContainerRef
  kind: SessionKind
  command?: string[]
  /** What the form said beyond that; main judges it anew at each opening. */
  options?: TerminalOptions
  /** The backend's session; null until one was opened. */
  session: string | null
}

/** Storage may hold anything: a tab of another version is treated as one that was never opened. */
export function paramsOf(tab: DockTab): TerminalParams {
  const kept = (typeof tab.params === 'object' && tab.params !== null ? tab.params : {}) as Partial<TerminalParams>
  return {
    container: { id: String(kept.container?.id ?? ''), name: String(kept.container?.name ?? '') },
    kind: kept.kind === 'attach' || kept.kind === 'command' || kept.kind === 'toolbox' || kept.kind === 'copy' ? kept.kind : 'shell',
    ...(Array.isArray(kept.command) ? { command: kept.command.map(String) } : {}),
    ...(kept.options instanceof Object ? { options: kept.options } : {}),
    session: typeof kept.session === 'string' ? kept.session : null,
  }
}
