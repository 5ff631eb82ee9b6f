import type { Image } from '../../../shared/contract/images.ts'

/** What an image stands on among the images of this host. */
export type Lineage = {
  /** The image it was built on; null: none here, so it is a base as far as this host knows. */
  base: Image | null
  /** How many of its layers are the base's. */
  shared: number
}

type Node = { next: Map<string, Node>; images: Image[] }
const node = (): Node => ({ next: new Map(), images: [] })

/** Tagged before untagged (an old build is nobody's idea of a base), then the older, then by id so that it stays the same. */
const better = (a: Image, b: Image): number =>
  Number(b.tags.length > 0) - Number(a.tags.length > 0) || a.created - b.created || (a.id < b.id ? -1 : 1)

/** An image with the same layers is a base only of what was made after it: `FROM x` with nothing but settings. */
const isOlder = (a: Image, b: Image): boolean => a.created > 0 && b.created > 0 && a.created < b.created

/** The best base among images that end on the way to `image`, the nearest first. */
function baseOf(image: Image, path: readonly Node[]): Lineage {
  let untagged: Lineage | null = null
  for (let depth = path.length - 1; depth >= 1; depth--) {
    const ends = path[depth]?.images ?? []
    const others = depth === path.length - 1 ? ends.filter((other) => other !== image && isOlder(other, image)) : ends
    const base = [...others].sort(better)[0]
    if (base === undefined) continue
    if (base.tags.length > 0) return { base, shared: depth }
    untagged ??= { base, shared: depth }
  }
  return untagged ?? { base: null, shared: 0 }
}

/**
 * Of every image whose layers are known, the image it was built on: the one with the longest list of RootFS diff ids that its own
 * begins with. `Parent` says nothing of images made by BuildKit or pulled. One walk down a tree for each image: linear in layers.
 */
export function lineageOf(images: Iterable<Image>): Map<string, Lineage> {
  const root = node()
  const paths: [Image, Node[]][] = []
  for (const image of images) {
    if (image.layers === null) continue
    let at = root
    const path = [root]
    for (const layer of image.layers) {
      let next = at.next.get(layer)
      if (next === undefined) {
        next = node()
        at.next.set(layer, next)
      }
      at = next
      path.push(at)
    }
    at.images.push(image)
    paths.push([image, path])
  }
  return new Map(paths.map(([image, path]) => [image.id, baseOf(image, path)]))
}

/** The images that begin with all layers of `base`, itself not counted. */
export function builtOn(base: Image, images: Iterable<Image>): Image[] {
  const { layers } = base
  if (layers === null || layers.length === 0) return []
  const last = layers.length - 1
  return [...images].filter(
    // A diff id says nothing of what is below it, so all are compared; the last one differs most often.
    (image) => image.id !== base.id && image.layers?.[last] === layers[last] && layers.every((layer, at) => image.layers?.[at] === layer),
  )
}
