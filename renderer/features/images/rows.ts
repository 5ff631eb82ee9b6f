import type { Container } from '../../../shared/contract/containers.ts'
import type { Image } from '../../../shared/contract/images.ts'
import { familiarName, isDockerHub, isOfficial, parseReference, splitTag } from '../../../shared/reference.ts'
import { type Lineage, lineageOf } from './lineage.ts'
import { OFFICIAL_NAMES } from './official-names.ts'

/** Where an image comes from: Docker's curated ones; other names of Docker Hub or built here; another registry. */
export type Mark = 'official' | 'user' | 'private'

/** One line of `docker images`: an image under one of its tags. */
export type ImageRow = {
  /** `sha256:…|repository:tag`, and the bare image id for an untagged one. */
  key: string
  image: Image
  /** '' where it has none. */
  repository: string
  tag: string
  mark: Mark | null
  /** Containers made from the image, running or not. */
  users: number
  /** null until the layers are known. */
  lineage: Lineage | null
}

const SEPARATOR = '|'
export const rowKey = (imageId: string, tag: string): string => (tag === '' ? imageId : imageId + SEPARATOR + tag)
/** The image of a row's key, and the `repository:tag` it stands for ('' for none). A bare image id is its own. */
export function splitKey(key: string): { id: string; tag: string } {
  const at = key.indexOf(SEPARATOR)
  return at === -1 ? { id: key, tag: '' } : { id: key.slice(0, at), tag: key.slice(at + 1) }
}

/** Neither a tag nor a digest names it: what `docker image prune` takes away. */
export const isDangling = (image: Image): boolean => image.tags.length === 0 && image.digests.length === 0

const nameIn = (digest: string): string | null => {
  const reference = parseReference(digest)
  return reference === null ? null : familiarName(reference)
}

/**
 * `docker.io/library` is also where a name without a registry falls that was only built here: a pulled one has a digest.
 * The containerd store gives one to what was built here as well, equal to the image's id: there only a known name counts.
 * Podman calls what was built here `localhost/name`.
 */
export function markOf(repository: string, image: Pick<Image, 'id' | 'digests'>): Mark | null {
  const reference = parseReference(repository)
  if (reference === null) return null
  if (reference.domain === 'localhost') return 'user'
  if (!isDockerHub(reference)) return 'private'
  const name = familiarName(reference)
  const pulled = (digest: string) => nameIn(digest) === name && (!digest.endsWith(`@${image.id}`) || OFFICIAL_NAMES.has(name))
  return isOfficial(reference) && image.digests.some(pulled) ? 'official' : 'user'
}

/** How many containers were made from each image. The engine's own count is -1 in lists. */
export function countUsers(containers: Iterable<Container>): Map<string, number> {
  const users = new Map<string, number>()
  for (const { imageId } of containers) users.set(imageId, (users.get(imageId) ?? 0) + 1)
  return users
}

function namesOf(image: Image): { repository: string; tag: string; key: string }[] {
  if (image.tags.length > 0) return image.tags.map((name) => ({ ...splitTag(name), key: rowKey(image.id, name) }))
  // Pulled by digest, or its tag moved on: the repository is still known.
  return [{ repository: image.digests[0]?.split('@')[0] ?? '', tag: '', key: image.id }]
}

const same = (a: ImageRow, b: ImageRow): boolean =>
  a.image === b.image && a.users === b.users && a.lineage?.base === b.lineage?.base && a.lineage?.shared === b.lineage?.shared

/** The rows of the table. A row that says the same as in `before` is the same object, so that the table draws it no second time. */
export function buildRows(
  images: ReadonlyMap<string, Image>,
  containers: Iterable<Container>,
  before: ReadonlyMap<string, ImageRow> = new Map(),
): Map<string, ImageRow> {
  const users = countUsers(containers)
  const lineage = lineageOf(images.values())
  const rows = new Map<string, ImageRow>()
  for (const image of images.values())
    for (const { repository, tag, key } of namesOf(image)) {
      const row: ImageRow = {
        ...{ key, image, repository, tag },
        mark: repository === '' ? null : markOf(repository, image),
        users: users.get(image.id) ?? 0,
        lineage: lineage.get(image.id) ?? null,
      }
      const old = before.get(key)
      rows.set(key, old !== undefined && same(old, row) ? old : row)
    }
  return rows
}

export type Show = 'all' | 'inUse' | 'unused' | 'dangling'

export const isShown = (row: ImageRow, show: Show): boolean =>
  show === 'all' ||
  (show === 'inUse' && row.users > 0) ||
  (show === 'unused' && row.users === 0) ||
  (show === 'dangling' && isDangling(row.image))

/** Name, tag, id (with or without its algorithm), digest and mark; each word must be found somewhere. */
export function matches(row: ImageRow, text: string): boolean {
  const { image, repository, tag } = row
  const hay = [`${repository}:${tag}`, image.id, image.id.slice(7, 19), row.mark ?? '', ...image.digests].join(' ').toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word))
}

/** Docker Hub's names before those of other registries, a version before `latest`, then the shorter. */
function telling(name: string): number {
  const { repository, tag } = splitTag(name)
  const isElsewhere = markOf(repository, NAMELESS) === 'private'
  return (isElsewhere ? 10_000 : 0) + (tag === 'latest' ? 1_000 : 0) + name.length
}
const NAMELESS = { id: '', digests: [] }

/** How an image is called where only one name fits: its most telling tag, else its repository and digest, else its short id. */
export function nameOf(image: Image): string {
  const [tag] = image.tags.length > 1 ? [...image.tags].sort((a, b) => telling(a) - telling(b)) : image.tags
  return tag ?? image.digests[0]?.replace(/@sha256:([a-f0-9]{12}).*/, '@$1') ?? shortId(image.id)
}

export const shortId = (id: string): string => id.replace(/^sha256:/, '').slice(0, 12)

/** How many rows there are, as `docker images` counts. */
export function countRows(images: ReadonlyMap<string, Image>): number {
  let count = 0
  for (const { tags } of images.values()) count += Math.max(1, tags.length)
  return count
}
