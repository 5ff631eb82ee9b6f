import type { Container } from '../../../shared/contract/containers.ts'
import type { Image } from '../../../shared/contract/images.ts'
import { splitKey } from './rows.ts'

/** One image of a removal: which of its tags go, and whether it goes itself. */
export type RemoveStep = {
  image: Image
  /** Tags that are taken away; empty for an image that has none. */
  tags: string[]
  /** Tags that stay. */
  kept: string[]
  /** No name is left of it: the image itself goes, unless something needs it. */
  goes: boolean
  /** Containers made from it that stand in the way of its going. */
  blockers: Container[]
  /** The engine removes it all the same with `force`: not a nameless one under a running container. */
  forcible: boolean
}

/** It runs, as the engine sees it: paused or between two starts too. */
export const needsIt = ({ state }: Container): boolean => state === 'running' || state === 'paused' || state === 'restarting'

/**
 * What the removal of these rows would do, by the engine's rules (moby, image_delete.go).
 * @param kind Podman's force removes the containers too, which nobody asked for: there it is never offered.
 */
export function planRemoval(
  keys: readonly string[],
  images: ReadonlyMap<string, Image>,
  containers: Iterable<Container>,
  kind: 'docker' | 'podman',
): RemoveStep[] {
  const chosen = new Map<string, Set<string>>()
  for (const key of keys) {
    const { id, tag } = splitKey(key)
    const image = images.get(id)
    if (image === undefined) continue
    const tags = chosen.get(id) ?? new Set<string>()
    // A bare image id means the image with all its names.
    for (const name of tag === '' ? image.tags : [tag]) if (image.tags.includes(name)) tags.add(name)
    chosen.set(id, tags)
  }
  const all = [...containers]
  return [...chosen].flatMap(([id, tags]) => {
    const image = images.get(id)
    // Its tag was taken away meanwhile, but it has others: nobody asked for those.
    if (image === undefined || (tags.size === 0 && image.tags.length > 0)) return []
    const kept = image.tags.filter((name) => !tags.has(name))
    const goes = kept.length === 0
    const blockers = goes ? all.filter(({ imageId }) => imageId === id) : []
    return [{ image, tags: [...tags], kept, goes, blockers, forcible: kind === 'docker' && (tags.size > 0 || !blockers.some(needsIt)) }]
  })
}

/** The calls that carry a step out: a tag at a time, the last one takes the image along; a nameless image by its id. */
export const callsOf = ({ image, tags }: RemoveStep): { id: string; reference: string | null }[] =>
  tags.length === 0 ? [{ id: image.id, reference: null }] : tags.map((reference) => ({ id: image.id, reference }))
