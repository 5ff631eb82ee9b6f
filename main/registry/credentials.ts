import { askHelper } from './credential-helper.ts'
import { type AuthEntry, type DockerAuthConfig, type DockerHome, readDockerConfig } from './docker-config.ts'

/** The `X-Registry-Auth` of a pull, and why there is none although the user's settings speak of one. */
export type PullAuth = {
  /** base64url JSON; undefined for an anonymous pull. */
  header: string | undefined
  /** `docker-credential-pass is not installed`: told only when the registry refuses the anonymous pull. Holds no secret. */
  problem: string | null
}

/** Looks up what the user's docker client would send to a registry. */
export type AuthSource = (registry: string) => Promise<PullAuth>

/** The key under which `docker login` keeps Docker Hub. */
const HUB_KEY = 'https://index.docker.io/v1/'
const HUB_ALIASES = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io', 'www.docker.io', 'hub.docker.com'])

/** `https://host:5000/v1/` → `host:5000`; all of Docker Hub's names are one. */
function hostOf(key: string): string {
  const host = key
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
    .toLowerCase()
  return HUB_ALIASES.has(host) ? 'docker.io' : host
}

function lookUp<T>(table: ReadonlyMap<string, T>, registry: string): T | undefined {
  const host = hostOf(registry)
  const exact = table.get(host === 'docker.io' ? HUB_KEY : registry)
  if (exact !== undefined) return exact
  for (const [key, value] of table) if (hostOf(key) === host) return value
  return undefined
}

/** `user:password` in base64; old clients pad it with NUL. */
function decode(auth: string): { username: string; password: string } | null {
  const text = Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '')
  const colon = text.indexOf(':')
  return colon === -1 ? null : { username: text.slice(0, colon), password: text.slice(colon + 1) }
}

/** Go's `base64.URLEncoding`: the engine wants the padding that Node's `base64url` leaves out. */
const encode = (value: Record<string, string>): string =>
  Buffer.from(JSON.stringify(value)).toString('base64').replaceAll('+', '-').replaceAll('/', '_')

function fromEntry(entry: AuthEntry, serveraddress: string): string | undefined {
  const known = entry.auth === undefined ? null : decode(entry.auth)
  const username = known?.username ?? entry.username
  const password = known?.password ?? entry.password
  const { identitytoken, registrytoken } = entry
  if (identitytoken !== undefined) return encode({ identitytoken, serveraddress })
  if (registrytoken !== undefined) return encode({ registrytoken, serveraddress })
  return username === undefined || password === undefined ? undefined : encode({ username, password, serveraddress })
}

async function resolve(config: DockerAuthConfig, registry: string, where: DockerHome): Promise<PullAuth> {
  const server = hostOf(registry) === 'docker.io' ? HUB_KEY : registry
  const helper = lookUp(config.credHelpers, registry) ?? config.credsStore
  if (helper !== null) {
    try {
      const answer = await askHelper(helper, server, where)
      if (answer === null) return { header: undefined, problem: null }
      const { username, secret } = answer
      const header =
        username === '<token>'
          ? encode({ identitytoken: secret, serveraddress: server })
          : encode({ username, password: secret, serveraddress: server })
      return { header, problem: null }
    } catch (error) {
      return { header: undefined, problem: `docker-credential-${helper} ${(error as Error).message}` }
    }
  }
  const entry = lookUp(config.auths, registry)
  return { header: entry === undefined ? undefined : fromEntry(entry, server), problem: null }
}

/**
 * The order of the docker client: `credHelpers[host]`, else `credsStore`, else `auths`. Whatever fails, the pull goes on
 * anonymously as the client's would; the reason is kept for the case that the registry then refuses.
 */
export const dockerCredentials =
  (where: DockerHome): AuthSource =>
  async (registry) => {
    let config: DockerAuthConfig
    try {
      config = await readDockerConfig(where)
    } catch {
      return { header: undefined, problem: 'config.json of the docker client cannot be read' }
    }
    return await resolve(config, registry, where)
  }
