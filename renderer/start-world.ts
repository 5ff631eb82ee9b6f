import { type Api, onApi } from './api.ts'
import { applyPatches, useWorld } from './world/entities.ts'
import { useLink } from './world/link.ts'

const RETRY = 1_000

/** Mirrors main's world from now on, over each new wire. Between two wires nothing is shown as connected. */
export function startWorld(): void {
  onApi((api) => void follow(api))
  useLink.subscribe(({ state }) => {
    if (state !== 'lost') return
    const { connection } = useWorld.getState()
    useWorld.setState({ connection: { state: 'connecting', host: connection.host } })
  })
}

async function follow(api: Api): Promise<void> {
  for (;;) {
    try {
      for await (const patches of api.world.watch({})) applyPatches(patches)
    } catch {
      // Said elsewhere: a lost wire by `useLink`; anything else is main's fault, which main logged.
    }
    if (useLink.getState().state !== 'open') return
    await new Promise((resolve) => setTimeout(resolve, RETRY))
  }
}
