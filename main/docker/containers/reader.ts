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
  // A network names the container that joined or left it.
  if (event.type === 'network') return only(event.attributes['container'] ?? '')
  return event.type === 'image' && MOVES_TAG.test(event.action) ? usersOf(event, known) : []
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
