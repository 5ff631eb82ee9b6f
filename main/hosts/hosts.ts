import type { AppContract } from '../../shared/contract/index.ts'
import { appError } from '../../shared/errors.ts'
import type { Handlers } from '../../shared/rpc/define.ts'
import type { Watcher } from '../docker/watch.ts'
import { probe, wayTo } from './choice.ts'
import { findPlaces, type HostConfig, type Place } from './resolve.ts'
import { createSandbox, type SandboxStarter } from './sandbox.ts'
import { watchCliConfig } from './watch-config.ts'

export type Hosts = { handlers: Handlers<AppContract>['hosts']; close(): Promise<void> }

/** The choice of the host: begins with the one the docker CLI would use and follows its changes until the user chooses one here. */
export function createHosts(config: HostConfig, watcher: Watcher, starter: SandboxStarter | null): Hosts {
  let chosenHere = false
  let current: Place | null = null
  let closed = false
  /** Addresses to which an unprotected connection was agreed to; as long as the app runs. Not ids: a context may be given another address. */
  const agreed = new Set<string>()
  const sandbox = createSandbox(starter)

  const places = async (): Promise<Place[]> => [...sandbox.places(), ...(await findPlaces(config))]
  const go = (place: Place): Promise<void> => {
    current = place
    return watcher.connect(wayTo(place, config.env, agreed.has(place.host.address)))
  }
  const follow = async () => {
    const preferred = (await findPlaces(config))[0]
    if (closed || chosenHere || preferred === undefined || JSON.stringify(preferred) === JSON.stringify(current)) return
    await go(preferred)
  }
  void follow()
  const stopWatching = watchCliConfig(config, () => void follow())

  return {
    handlers: {
      probe: async (_input, signal) =>
        Promise.all((await places()).map((place) => probe(place, config.env, agreed.has(place.host.address), signal))),
      async use({ id, insecure }) {
        const place = (await places()).find((p) => p.host.id === id)
        if (place === undefined) throw appError('host.unknown', { id })
        chosenHere = true
        if (insecure) agreed.add(place.host.address)
        await go(place)
      },
      retry: () => watcher.retry(),
      check: async () => watcher.check(),
      sandbox: async () => ({ available: starter !== null, running: sandbox.places().length > 0 }),
      async *startSandbox(_input, signal) {
        const place = yield* sandbox.start(signal)
        chosenHere = true
        await go(place)
      },
    },
    async close() {
      closed = true
      stopWatching()
      await sandbox.stop()
    },
  }
}
