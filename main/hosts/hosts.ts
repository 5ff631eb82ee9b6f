import type { Unfinished } from '../../shared/contract/hosts.ts'
import type { AppContract } from '../../shared/contract/index.ts'
import { appError } from '../../shared/errors.ts'
import type { Handlers } from '../../shared/rpc/define.ts'
import type { Watcher } from '../docker/watch.ts'
import { probe, wayTo } from './choice.ts'
import { findPlaces, type HostConfig, type Place } from './resolve.ts'
import { createSandbox, type SandboxStarter } from './sandbox.ts'
import { watchCliConfig } from './watch-config.ts'

/** What is under way on the chosen host. */
export type Work = {
  unfinished(): Unfinished
  /** Resolves when nothing is under way any more, or with the signal. Never rejects. */
  idle(signal: AbortSignal): Promise<void>
  /** Ends what would outlive the connection. Never rejects. */
  end(): Promise<void>
}

export type Hosts = { handlers: Handlers<AppContract>['hosts']; close(): Promise<void> }

/** The choice of the host: begins with the one the docker CLI would use and follows its changes until the user chooses one here. */
export function createHosts(config: HostConfig, watcher: Watcher, starter: SandboxStarter | null, work: Work): Hosts {
  let chosenHere = false
  let current: Place | null = null
  let closed = false
  /** Addresses to which an unprotected connection was agreed to; as long as the app runs. Not ids: a context may be given another address. */
  const agreed = new Set<string>()
  const sandbox = createSandbox(starter)

  const places = async (): Promise<Place[]> => [...sandbox.places(), ...(await findPlaces(config))]
  const go = async (place: Place): Promise<void> => {
    current = place
    // While there is still an engine to ask: a shell outlives its connection.
    await work.end()
    if (current === place && !closed) await watcher.connect(wayTo(place, config.env, agreed.has(place.host.address)))
  }
  const busy = (): boolean => Object.values(work.unfinished()).some(({ length }) => length > 0)
  /** Of several looks at the CLI's choice only the last one counts. */
  let looking = new AbortController()
  const follow = async (): Promise<void> => {
    looking.abort()
    looking = new AbortController()
    const { signal } = looking
    const dropped = () => signal.aborted
    const preferred = (await findPlaces(config))[0]
    if (dropped() || chosenHere || preferred === undefined || JSON.stringify(preferred) === JSON.stringify(current)) return
    // Nobody was asked: what runs is worth more than the same choice as the CLI's, as long as it runs.
    if (!busy()) return await go(preferred)
    await work.idle(signal)
    if (!dropped()) await follow()
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
        if (!insecure && JSON.stringify(place) === JSON.stringify(current)) return watcher.retry()
        await go(place)
      },
      unfinished: async () => work.unfinished(),
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
      looking.abort()
      stopWatching()
      await sandbox.stop()
    },
  }
}
