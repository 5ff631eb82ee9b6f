import { useEffect } from 'react'
import type { ContainerState } from '../../../shared/contract/containers.ts'
import type { SessionKind } from '../../../shared/contract/terminal.ts'
import type { MessageKey } from '../../i18n/index.ts'
import { useWorld } from '../../world/entities.ts'
import { mayRestart } from './opening.ts'

/** `elsewhere`: the host in view does not have it, and was never seen to. `unknown`: nobody told yet, or no more. */
type ContainerNow = ContainerState | 'removed' | 'elsewhere' | 'unknown'

/** By id of the container: the address of the host it was last seen on. What is gone from there was removed. */
const seen = new Map<string, string>()

/** What has become of the container of a terminal. */
export function useContainerNow(id: string): ContainerNow {
  const state = useWorld((w) => w.entities.containers.get(id)?.state)
  const address = useWorld(({ connection, loaded }) =>
    connection.state === 'connected' && loaded.containers ? connection.host.address : null,
  )
  const here = state !== undefined
  useEffect(() => {
    if (here && address !== null) seen.set(id, address)
  }, [id, here, address])
  if (state !== undefined) return state
  if (address === null) return 'unknown'
  return seen.get(id) === address ? 'removed' : 'elsewhere'
}

/** What there is to say of it below a terminal that is over, and so why it cannot be restarted; null for nothing. */
export function standOf(kind: SessionKind, now: ContainerNow): MessageKey | null {
  if (now === 'removed') return 'terminal.removed'
  if (now === 'elsewhere') return 'terminal.elsewhere'
  if (now === 'unknown') return 'terminal.unknown'
  if (kind === 'copy') return mayRestart(kind, now) ? null : 'terminal.copyRuns'
  if (now === 'running') return null
  return now === 'paused' ? 'terminal.paused' : 'terminal.notRunning'
}
