import type { HostProbe } from '../../shared/contract/hosts.ts'
import { appError } from '../../shared/errors.ts'
import { askVersion } from '../docker/engine-connect.ts'
import type { Dial } from '../docker/lib/dial.ts'
import { toProblem } from '../docker/lib/problem.ts'
import type { Way } from '../docker/watch.ts'
import { openPlace } from './open.ts'
import type { HostConfig, Place } from './resolve.ts'

/** R1: an answer within 5 s or it is called silent. */
const PROBE_MS = 4_000

/** How the watcher gets to a place. */
export const wayTo = (at: Place, env: HostConfig['env'], insecure: boolean): Way => ({
  host: at.host,
  open: () => openPlace(at, { env, insecure }),
})

/** Looks whether an engine answers at a place. */
export async function probe(at: Place, env: HostConfig['env'], insecure: boolean, signal: AbortSignal): Promise<HostProbe> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(appError('host.silent')), PROBE_MS)
  const stop = () => late.abort(appError('rpc.cancelled'))
  signal.addEventListener('abort', stop, { once: true })
  let dial: Dial | null = null
  const result = { host: at.host, preferred: at.preferred }
  try {
    dial = await openPlace(at, { env, insecure })
    const { kind, version } = await askVersion(dial, late.signal)
    return {
      ...result,
      problem: null,
      engine: `${kind === 'podman' ? 'Podman' : 'Engine'} ${/^\d+\.\d+/.exec(version)?.[0] ?? version}`,
      detail: null,
    }
  } catch (error) {
    return { ...result, ...toProblem(error), engine: null }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
    dial?.close()
  }
}
