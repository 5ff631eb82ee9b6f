import { create } from 'zustand'
import type { Container } from '../../../shared/contract/containers.ts'
import { useWorld } from '../../world/entities.ts'
import type { Action } from './abilities.ts'
import { containerOf } from './live.ts'

/** Longest wait for the patch of an action that the engine has done; one that changed nothing sends none. */
const PATCH_WAIT_MS = 2000

/** What is being done to which container. It lives here, not in the entity: the engine knows nothing of it. */
const useStore = create<{ by: ReadonlyMap<string, Action> }>(() => ({ by: new Map() }))

export const useWorking = (id: string): Action | undefined => useStore((s) => s.by.get(id))
export const workingOn = (id: string): Action | undefined => useStore.getState().by.get(id)

function set(id: string, action: Action | null): void {
  const by = new Map(useStore.getState().by)
  if (action === null) by.delete(id)
  else by.set(id, action)
  useStore.setState({ by })
}

/** Shows the row as being worked on until the patch of what `run` did has arrived, or `run` failed. */
export async function work(id: string, action: Action, run: () => Promise<void>): Promise<void> {
  const before = containerOf(id)
  set(id, action)
  try {
    await run()
    await changed(id, before)
  } finally {
    set(id, null)
  }
}

function changed(id: string, before: Container | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (containerOf(id) !== before) return resolve()
    const done = () => {
      clearTimeout(timer)
      stop()
      resolve()
    }
    const timer = setTimeout(done, PATCH_WAIT_MS)
    const stop = useWorld.subscribe((world) => {
      if (world.entities.containers.get(id) !== before) done()
    })
  })
}
