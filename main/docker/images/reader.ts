import type { Image } from '../../../shared/contract/images.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Engine } from '../engine.ts'
import type { EngineEvent, EntityReader } from '../lib/reader.ts'
import { fullId, type ImageInspect, type ImageSummary, isAttestationOnly, toImage } from './normalise.ts'

/** Inspects at a time: the engine reads each from disk; more only makes them wait in line. */
const CONCURRENCY = 6
/** Images a patch: the first links of a long list appear early. */
const BATCH = 24
/** Stands among `affected` ids where a tag may have moved away from any other image; no event tells which. */
const ALL = '*'

const MOVES_TAGS = new Set(['pull', 'tag', 'load', 'loadfromarchive', 'import', 'build'])
const TOUCHES_ONE = new Set(['untag', 'delete', 'remove'])

/** Diff ids by image id. An id is the digest of what it names, so an entry is right for ever. */
const layersOf = new Map<string, string[]>()
/** What was last told of each engine's images, to tell only what changed after a re-list. */
const told = new WeakMap<Engine, Map<string, Image>>()

const isId = (id: string): boolean => /^sha256:[a-f0-9]{64}$/.test(id)

async function list(engine: Engine, signal: AbortSignal): Promise<Image[]> {
  // Podman answers 1.41 and ignores what it does not know.
  const query = { manifests: engine.atLeast('1.47') ? 1 : undefined }
  const rows = (await engine.call<ImageSummary[] | undefined>({ path: '/images/json', query, signal })) ?? []
  const items = rows.filter((row) => !isAttestationOnly(row)).map((row) => toImage(row, layersOf.get(fullId(row.Id)) ?? null))
  told.set(engine, new Map(items.map((item) => [item.id, item])))
  return items
}

/** The inspect document; null when the image went in the meantime. Other failures are the caller's. */
async function inspect(engine: Engine, id: string, signal: AbortSignal): Promise<ImageInspect | null> {
  try {
    return await engine.call<ImageInspect>({ path: `/images/${id}/json`, signal })
  } catch (error) {
    if (error instanceof AppError && error.code === 'engine.not-found') return null
    throw error
  }
}

async function readLayers(engine: Engine, id: string, signal: AbortSignal): Promise<string[] | null> {
  const known = layersOf.get(id)
  if (known !== undefined) return known
  const document = await inspect(engine, id, signal)
  if (document === null) return null
  const layers = document.RootFS?.Layers ?? []
  layersOf.set(id, layers)
  return layers
}

/** Reads the missing diff ids of these images, a few at a time, and yields the completed images in batches. */
async function* details(engine: Engine, items: readonly Image[], signal: AbortSignal): AsyncGenerator<Image[]> {
  const missing = items.filter((item) => item.layers === null)
  for (let start = 0; start < missing.length && !signal.aborted; start += BATCH) {
    const batch = missing.slice(start, start + BATCH)
    const done: Image[] = []
    const queue = [...batch]
    const work = async () => {
      for (let item = queue.shift(); item !== undefined && !signal.aborted; item = queue.shift()) {
        const layers = await readLayers(engine, item.id, signal)
        // A newer word about the image may have come while we asked; its tags win.
        const latest = told.get(engine)?.get(item.id)
        if (layers === null || latest === undefined) continue
        const full = { ...latest, layers }
        told.get(engine)?.set(item.id, full)
        done.push(full)
      }
    }
    await Promise.all(Array.from({ length: CONCURRENCY }, work))
    if (done.length > 0) yield done
  }
}

async function complete(engine: Engine, items: Image[], signal: AbortSignal): Promise<Image[]> {
  const full = new Map<string, Image>()
  for await (const batch of details(engine, items, signal)) for (const item of batch) full.set(item.id, item)
  return items.map((item) => full.get(item.id) ?? item)
}

/** One image by inspect. Its size stays what the list said: the containerd store counts differently in the two. */
async function readOne(engine: Engine, id: string, signal: AbortSignal): Promise<Image | null> {
  const document = await inspect(engine, id, signal)
  const known = told.get(engine)
  if (document === null) {
    known?.delete(id)
    return null
  }
  const layers = document.RootFS?.Layers ?? []
  layersOf.set(id, layers)
  const item = toImage({ ...document, Size: known?.get(id)?.size ?? document.Size, Labels: document.Config?.Labels }, layers)
  known?.set(item.id, item)
  return item
}

/**
 * A removal or an untag re-reads its one image. Pulls, tags and imports may take a tag from an image no event names, and their
 * `Actor.ID` may be a name: then the list is read again (one request) and what differs is told.
 */
async function read(engine: Engine, ids: string[], signal: AbortSignal): Promise<Image[]> {
  const before = told.get(engine)
  if (before !== undefined && ids.length <= CONCURRENCY && ids.every(isId)) {
    const found = await Promise.all(ids.map((id) => readOne(engine, id, signal)))
    return found.filter((item) => item !== null)
  }
  const asked = new Set(ids)
  const items = await list(engine, signal)
  const changed = items.filter((item) => asked.has(item.id) || !same(item, before?.get(item.id)))
  return complete(engine, changed, signal)
}

const same = (a: Image, b: Image | undefined): boolean =>
  b !== undefined && a.tags.join() === b.tags.join() && a.digests.join() === b.digests.join() && a.size === b.size

function affected(event: EngineEvent): string[] {
  if (event.type !== 'image') return []
  const id = fullId(event.id)
  if (TOUCHES_ONE.has(event.action)) return isId(id) ? [id] : [ALL]
  if (MOVES_TAGS.has(event.action)) return isId(id) ? [id, ALL] : [ALL]
  return []
}

/** How the watcher mirrors images. Listed at once; layers follow by `details`. */
export const imageReader: EntityReader<'images'> = { noun: 'images', list, details, read, affected }
