import { useWorld } from '../world/entities.ts'
import { useLink } from '../world/link.ts'

/** How true what is on the screen is. `lost`: Gantry's own backend is gone; `stale`: the engine is, with its last state still shown. */
export type Truth = 'live' | 'connecting' | 'stale' | 'lost' | 'refused' | 'disconnected'

export function useTruth(): Truth {
  const link = useLink((s) => s.state)
  const state = useWorld((s) => s.connection.state)
  const known = useWorld((s) => s.loaded.containers || s.loaded.images)
  const stale = useWorld((s) => s.connection.state === 'failed' && s.connection.stale)
  if (link === 'refused') return 'refused'
  if (link === 'lost') return 'lost'
  if (state === 'connected') return 'live'
  if (state === 'connecting') return known ? 'stale' : 'connecting'
  return stale ? 'stale' : 'disconnected'
}
