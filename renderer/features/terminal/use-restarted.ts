import { useEffect, useState } from 'react'
import type { Session } from '../../../shared/contract/terminal.ts'
import { api } from '../../api.ts'
import { useWorld } from '../../world/entities.ts'

/**
 * Whether the container of a terminal that is over was started again since. That it stood still in between need not have been
 * seen: a restart is one change where it is quick. By the engine's own clock, at each change of the container.
 */
export function useRestarted(session: Session | undefined, running: boolean): boolean {
  const [restarted, setRestarted] = useState<string | null>(null)
  const { id = '', containerStarted, now } = session ?? {}
  const container = useWorld((w) => w.entities.containers.get(session?.container.id ?? ''))
  const asks = running && containerStarted !== undefined && (now?.state === 'ended' || now?.state === 'lost') && restarted !== id
  useEffect(() => {
    if (!asks || container === undefined) return
    let wanted = true
    api()
      .containers.inspect({ id: container.id })
      .then((document) => {
        const { State } = document as { State?: { Running?: boolean; StartedAt?: string } }
        if (wanted && State?.Running === true && State.StartedAt !== containerStarted) setRestarted(id)
      })
      // Gone in this moment, or its engine: then there is nothing to say.
      .catch(() => undefined)
    return () => {
      wanted = false
    }
  }, [asks, container, containerStarted, id])
  return running && id !== '' && restarted === id
}
