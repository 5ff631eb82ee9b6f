import type { Image } from '../../../shared/contract/images.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Engine } from '../engine.ts'
import { eachOf } from '../lib/each-of.ts'
import type { EngineEvent, EntityReader } from '../lib/reader.ts'
import { fullId, type ImageInspect, type ImageSummary, isAttestationOnly, toImage } from './normalise.ts'

/** Inspects at a time: the engine reads each from disk; more only makes them wait in line. */
const CONCURRENCY = 6

const MOVES_TAGS = new Set(['pull', 'tag', 'load', 'loadfromarchive', 'import', 'build'])
const TOUCHES_ONE = new Set(['untag', 'delete', 'remove'])

/** Diff ids by image id. An id is the digest of what it names, so an entry is right as long as the image is listed, on any engine. */
const layersOf = new Map<string, string[]>()
/** Sizes by image id as the list told them: inspect counts differently on the containerd store. */
const sizes = new WeakMap<Engine, Map<string, number>>()

const isId = (id: string): boolean => /^sha256:[a-f0-9]{64}$/.test(id)

async function list(engine: Engine, signal: AbortSignal): Promise<Image[]> {
  const query = { manifests: engine.atLeast('1.47') ? 1 : undefined }
  const rows = (await engine.call<ImageSummary[] | undefined>({ path: '/images/json', query, signal })) ?? []
  const items = rows.filter((row) => !isAttestationOnly(row)).map((row) => toImage(row, layersOf.get(fullId(row.Id)) ?? null))
  const listed = new Map(items.map((item) => [item.id, item.size]))
  for (const id of layersOf.keys()) if (!listed.has(id)) layersOf.delete(id)
  sizes.set(engine, listed)
  return items
}

/** One image by inspect, with its layers; null when it is gone. */
async function readOne(engine: Engine, id: string, signal: AbortSignal): Promise<Image | null> {
  try {
    const document = await engine.call<ImageInspect>({ path: `/images/${id}/json`, signal })
    const layers = layersOf.get(id) ?? document.RootFS?.Layers ?? []
    layersOf.set(id, layers)
    return toImage({ ...document, Size: sizes.get(engine)?.get(id) ?? document.Size }, layers)
  } catch (error) {
    if (error instanceof AppError && error.code === 'engine.not-found') return null
    throw error
  }
}

async function read(engine: Engine, ids: string[], signal: AbortSignal): Promise<Image[]> {
  const found = await eachOf(ids, CONCURRENCY, (id) => readOne(engine, id, signal))
  return found.filter((image) => image !== null)
}

/**
 * A pull names its image by the tag, and whatever moves a tag takes it from an image that no event names: then the list is read
 * again, one request. A removal or an untag names its one image.
 */
function affected(event: EngineEvent): string[] | 'all' {
  if (event.type !== 'image') return []
  if (MOVES_TAGS.has(event.action)) return 'all'
  if (!TOUCHES_ONE.has(event.action)) return []
  const id = fullId(event.id)
  return isId(id) ? [id] : 'all'
}

/** How the watcher mirrors images. The list comes at once; the diff ids of RootFS, which lineage needs, follow by inspect. */
export const imageReader: EntityReader<'images'> = {
  noun: 'images',
  list,
  unfinished: (items) => items.filter((item) => item.layers === null).map((item) => item.id),
  read,
  affected,
}
