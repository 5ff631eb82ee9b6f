import { useWorld } from '../../world/entities.ts'
import { useRecordings } from './recordings.ts'
import { useSessions } from './sessions.ts'

/** Longer nobody is waited for, in ms: what cannot be told must not leave a terminal without its size. */
const PATIENCE = 3000

let waived = false

/**
 * Whether it is known what stands above and below the terminals. Before that a page that begins anew has none of their banners yet,
 * and a size taken from it would be changed twice, which the program in it would draw twice.
 */
export function settled(): boolean {
  if (waived) return true
  const { connection, loaded } = useWorld.getState()
  const recordings = useRecordings.getState() !== useRecordings.getInitialState()
  return recordings && useSessions.getState().known && (loaded.containers || connection.state === 'failed')
}

/** Calls once, as soon as it is. Answers what forgets that. */
export function whenSettled(then: () => void): () => void {
  const forget: (() => void)[] = []
  const leave = () => {
    for (const one of forget.splice(0)) one()
  }
  const look = () => {
    if (!settled()) return
    leave()
    then()
  }
  const timer = setTimeout(() => {
    waived = true
    look()
  }, PATIENCE)
  forget.push(() => clearTimeout(timer))
  for (const store of [useSessions, useRecordings, useWorld]) forget.push(store.subscribe(look))
  return leave
}
