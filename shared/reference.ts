/**
 * Image references by the grammar of distribution's `reference` (v0.6), which the engine itself uses:
 * `reference := [domain '/'] path [':' tag] ['@' digest]`. Pure; the same on both sides of the wire.
 */
export type Reference = {
  /** `docker.io`, `ghcr.io`, `localhost:5000`, `[::1]:5000` */
  domain: string
  /** Within the registry: `library/ubuntu`. */
  path: string
  tag: string | null
  /** `sha256:…` */
  digest: string | null
}

/** Why a text is no reference; each has its own hint in the page. */
export type ReferenceProblem = 'empty' | 'bare-id' | 'bad-host' | 'uppercase' | 'bad-name' | 'too-long' | 'bad-tag' | 'bad-digest'

const HUB = 'docker.io'
const LEGACY_HUB = 'index.docker.io'
const OFFICIAL = 'library/'
/** distribution's RepositoryNameTotalLengthMax. */
const MAX_PATH = 255

const component = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?'
const DOMAIN = new RegExp(`^(?:${component}(?:\\.${component})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`)
const segment = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const PATH = new RegExp(`^${segment}(?:/${segment})*$`)
const TAG = /^\w[\w.-]{0,127}$/
const IDENTIFIER = /^[a-f0-9]{64}$/
/** The digests a registry may use; others match the grammar but no engine knows them. */
const DIGEST = /^(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})$/

/** The first part is a host if it has `.` or `:`, is `localhost`, or has an upper-case letter (which no path may have). */
function splitDomain(name: string): [domain: string, rest: string] {
  const slash = name.indexOf('/')
  const first = slash === -1 ? '' : name.slice(0, slash)
  const isHost = first === 'localhost' || /[.:]/.test(first) || first.toLowerCase() !== first
  let [domain, rest] = isHost ? [first, name.slice(slash + 1)] : [HUB, name]
  if (domain === LEGACY_HUB) domain = HUB
  if (domain === HUB && !rest.includes('/')) rest = OFFICIAL + rest
  return [domain, rest]
}

function analyse(text: string): Reference | ReferenceProblem {
  if (text === '') return 'empty'
  if (IDENTIFIER.test(text)) return 'bare-id'
  const at = text.indexOf('@')
  const digest = at === -1 ? null : text.slice(at + 1)
  const [domain, rest] = splitDomain(at === -1 ? text : text.slice(0, at))
  const colon = rest.indexOf(':')
  const path = colon === -1 ? rest : rest.slice(0, colon)
  const tag = colon === -1 ? null : rest.slice(colon + 1)
  if (!DOMAIN.test(domain)) return 'bad-host'
  if (!PATH.test(path)) return PATH.test(path.toLowerCase()) ? 'uppercase' : 'bad-name'
  if (path.length > MAX_PATH) return 'too-long'
  if (tag !== null && !TAG.test(tag)) return 'bad-tag'
  if (digest !== null && !DIGEST.test(digest)) return 'bad-digest'
  return { domain, path, tag, digest }
}

/** The normalised parts (`ubuntu` → docker.io, library/ubuntu), or null when the text is no reference. */
export function parseReference(text: string): Reference | null {
  const result = analyse(text)
  return typeof result === 'string' ? null : result
}

/** What is wrong with a text, or null when it is a reference. */
export function referenceProblem(text: string): ReferenceProblem | null {
  const result = analyse(text)
  return typeof result === 'string' ? result : null
}

/** The repository as people write it: `ubuntu`, `grafana/grafana`, `ghcr.io/org/app`. No tag. */
export function familiarName({ domain, path }: Reference): string {
  if (domain !== HUB) return `${domain}/${path}`
  const short = path.startsWith(OFFICIAL) ? path.slice(OFFICIAL.length) : path
  return short.includes('/') ? path : short
}

const suffix = ({ tag, digest }: Reference): string => (tag === null ? '' : `:${tag}`) + (digest === null ? '' : `@${digest}`)

/** The whole reference as people write it: `ubuntu:24.04`. */
export const familiarString = (reference: Reference): string => familiarName(reference) + suffix(reference)

/** The whole reference with its registry: `docker.io/library/ubuntu:24.04`. */
export const canonicalString = (reference: Reference): string => `${reference.domain}/${reference.path}${suffix(reference)}`

/** Whether an engine lists an image under this name: Docker by the familiar form (`ubuntu:24.04`), Podman by the whole one. */
export const isNamed = (tags: readonly string[], reference: Reference): boolean =>
  tags.includes(familiarString(reference)) || tags.includes(canonicalString(reference))

/** With `latest` when it has neither tag nor digest: the engine would take that for "all tags". */
export const withDefaultTag = (reference: Reference): Reference =>
  reference.tag === null && reference.digest === null ? { ...reference, tag: 'latest' } : reference

/** The host it comes from: `docker.io`, `ghcr.io`, `127.0.0.1:5000`. */
export const registryOf = (reference: Reference): string => reference.domain

/** By its domain, which is `docker.io` also where none was written. */
export const isDockerHub = (reference: Reference): boolean => reference.domain === HUB

/** One of Docker Hub's curated images, `docker.io/library/*`. */
export const isOfficial = (reference: Reference): boolean => isDockerHub(reference) && /^library\/[^/]+$/.test(reference.path)

/**
 * Splits one of the engine's own `repository:tag` strings for display, without judging it:
 * engines list names that today's grammar would refuse.
 */
export function splitTag(repoTag: string): { repository: string; tag: string } {
  const colon = repoTag.lastIndexOf(':')
  return colon > repoTag.lastIndexOf('/')
    ? { repository: repoTag.slice(0, colon), tag: repoTag.slice(colon + 1) }
    : { repository: repoTag, tag: '' }
}
