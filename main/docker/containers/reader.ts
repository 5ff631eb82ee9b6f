import { type Container, ContainerId } from '../../../shared/contract/containers.ts'
import type { Engine, Query } from '../engine.ts'
import type { EngineEvent, EntityReader } from '../lib/reader.ts'
import { toContainer } from './map.ts'
import { RawContainer } from './wire.ts'

/** 500 ids are 34 KB of request line; the engine's HTTP server takes 1 MB of headers. */
const IDS_A_REQUEST = 500

/** Never `size=1`: it walks every container's files (engine-notes: seconds for what takes milliseconds). */
export const containerReader: EntityReader<'containers'> = {
  noun: 'containers',
  list: (engine, signal) => query(engine, { all: true }, signal),
  async read(engine, ids, signal) {
    const found: Container[] = []
    for (let at = 0; at < ids.length; at += IDS_A_REQUEST) {
      const filters = JSON.stringify({ id: ids.slice(at, at + IDS_A_REQUEST) })
      found.push(...(await query(engine, { all: true, filters }, signal)))
    }
    return found
  },
  affected,
  settle,
}

/**
 * moby 20.10 writes these before it copies the container's state to where lists are read from: up to 100 ms later, after the
 * network is left; and a renamed one is listed under both names for a moment, the old one first. An inspect waits for the same
 * lock, so its answer comes when that is done (daemon/monitor.go, pause.go, rename.go).
 */
function settle(engine: Engine, { type, action, id }: EngineEvent, signal: AbortSignal): (() => Promise<unknown>) | null {
  const early = type === 'container' && /^(die|pause|unpause|rename)$/.test(action) && ContainerId.safeParse(id).success
  return early && engine.info.kind === 'docker' ? () => engine.call({ path: `/containers/${id}/json`, signal }) : null
}

async function query(engine: Engine, query: Query, signal: AbortSignal): Promise<Container[]> {
  const items = await engine.call<unknown>({ path: '/containers/json', query, signal })
  const now = Date.now()
  const rows: Container[] = []
  for (const item of Array.isArray(items) ? items : []) {
    const raw = RawContainer.safeParse(item)
    // An item without a full id is nothing that could be acted on.
    if (raw.success && ContainerId.safeParse(raw.data.Id).success) rows.push(toContainer(raw.data, now))
  }
  return rows
}

/** Say nothing of the row, or come in floods (engine-notes). */
const SILENT = /^(exec_|top$|resize$|attach$|detach$|copy$|export$|commit$|archive-path$|extract-to-dir$|sync$|exec$)/

function affected(event: EngineEvent, known: ReadonlyMap<string, Container>): string[] {
  if (event.type === 'container') return SILENT.test(event.action) ? [] : only(event.id)
  if (event.type === 'network') return joined(event.attributes['container'] ?? '', known)
  return event.type === 'image' && MOVES_TAG.test(event.action) ? usersOf(event, known) : []
}

/**
 * A network names the container that joined or left it. For one that does not run it is a part of its start or of its end, of which
 * an event of its own tells; joining a stopped one is told by none (moby, daemon/container_operations.go: ConnectToNetwork).
 */
function joined(id: string, known: ReadonlyMap<string, Container>): string[] {
  const state = known.get(id)?.state
  return state === 'created' || state === 'exited' || state === 'dead' ? [] : only(id)
}

const only = (id: string): string[] => (ContainerId.safeParse(id).success ? [id] : [])

/** A row shows the id in place of the image's name once the tag names another image, and the name again when it comes back. */
const MOVES_TAG = /^(tag|untag|pull|load|import|delete)$/

function usersOf({ id, attributes }: EngineEvent, known: ReadonlyMap<string, Container>): string[] {
  const names = new Set([id, attributes['name'] ?? ''])
  const touched = [...known.values()].filter(
    ({ image, imageId }) => imageId === id || names.has(image) || names.has(`${image}:latest`) || image.startsWith('sha256:'),
  )
  return touched.map((row) => row.id)
}
