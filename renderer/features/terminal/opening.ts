import type { ContainerState } from '../../../shared/contract/containers.ts'
import type { Session, SessionKind } from '../../../shared/contract/terminal.ts'
import { appError } from '../../../shared/errors.ts'
import { api } from '../../api.ts'
import { useWorld } from '../../world/entities.ts'
import { isPlain, noteCommand, type TerminalParams, wanted } from './params.ts'
import { noteSession } from './sessions.ts'
import type { Size } from './size.ts'

/** Opens what a tab is for. `like`: what a restart of it has to name. `terminal.not-found`: nobody knows any more what that was. */
export async function openWanted(tab: string, params: TerminalParams, size: Size): Promise<{ session: Session; like: string | null }> {
  const ask = wanted(tab, params)
  if (ask === null) throw appError('terminal.not-found')
  const { terminal } = api()
  const session = await ('again' in ask ? terminal.again({ session: ask.again, ...size }) : terminal.open({ ...ask.open, ...size }))
  noteSession(session)
  noteCommand(tab, null)
  return { session, like: isPlain(params) ? null : session.id }
}

/** A throw-away copy is made of what does not run; everything else needs what runs. @param state undefined: gone, or of another host */
export const mayRestart = (kind: SessionKind, state: ContainerState | undefined): boolean =>
  kind === 'copy' ? state !== 'running' : kind === 'toolbox' ? state !== undefined : state === 'running'

export const mayRestartNow = ({ kind, container }: TerminalParams): boolean =>
  mayRestart(kind, useWorld.getState().entities.containers.get(container.id)?.state)
