import type { Engine } from '../engine.ts'
import { pause } from '../lib/pause.ts'
import { linkSignals } from '../lib/signals.ts'
import { inspect, type LogState } from './inspect.ts'

/** Podman sends no headers for events until the first one: after this its subscription is taken to stand. */
const SUBSCRIBED = 1000

/** Looked at again when something else of it changed. Milliseconds. */
const AGAIN = 250

/** Until the container runs again, or did. Rejects when it is gone (`engine.not-found`) or the engine cannot be reached. */
export async function started(engine: Engine, id: string, startedAt: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const now = await change(engine, id, startedAt, signal)
    if (now.running || now.startedAt !== startedAt) return
    await pause(AGAIN, signal)
  }
}

/** Until it runs or something else of it changed; answers how it stands then. */
async function change(engine: Engine, id: string, startedAt: string, signal: AbortSignal): Promise<LogState> {
  const abort = new AbortController()
  const both = linkSignals([signal, abort.signal])
  const opening = engine.open({
    path: '/events',
    query: { filters: JSON.stringify({ type: ['container'], container: [id], event: ['start', 'unpause', 'destroy', 'remove'] }) },
    signal: both.signal,
  })
  try {
    await Promise.race([opening, new Promise((resolve) => setTimeout(resolve, SUBSCRIBED).unref())])
    // Subscribed before looking: a start in between is seen either here or as an event.
    const now = await inspect(engine, id, both.signal)
    if (now.running || now.startedAt !== startedAt) return now
    const events = await opening
    for await (const _event of events) break
    return await inspect(engine, id, both.signal)
  } finally {
    abort.abort()
    both.unlink()
    opening.then((events) => events.destroy()).catch(() => undefined)
  }
}
