import { followStream } from './follow.ts'
import { applyPatches, markUnreachable } from './world/entities.ts'
import { useLink } from './world/link.ts'

/** Mirrors main's world from now on, over each new wire. Between two wires nothing is shown as connected. */
export function startWorld(): void {
  followStream({ open: (client, signal) => client.world.watch({}, signal), take: applyPatches })
  useLink.subscribe(({ state }) => {
    if (state === 'lost') markUnreachable()
  })
}
