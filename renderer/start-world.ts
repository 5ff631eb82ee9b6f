import { AppError } from '../shared/errors.ts'
import { type Api, onApi } from './api.ts'
import { applyPatches, markUnreachable } from './world/entities.ts'
import { useLink } from './world/link.ts'

const RETRY = 1_000

/** Mirrors main's world from now on, over each new wire. Between two wires nothing is shown as connected. */
export function startWorld(): void {
  onApi((api) => void follow(api))
  useLink.subscribe(({ state }) => {
    if (state === 'lost') markUnreachable()
  })
}

/** Until this client's wire is gone; the next one has a `follow` of its own. */
async function follow(api: Api): Promise<void> {
  for (;;) {
    try {
      for await (const patches of api.world.watch({})) applyPatches(patches)
    } catch (error) {
      if (!(error instanceof AppError))
        reportError(error) // a fault of ours; main's own are in its log
      else if (error.code === 'rpc.disconnected') return
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY))
  }
}
