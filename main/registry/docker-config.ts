import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where the user's docker client keeps its settings. Injected: nothing here reads the environment by itself. */
export type DockerHome = {
  env: Record<string, string | undefined>
  home: string
  platform: NodeJS.Platform
}

export type AuthEntry = { auth?: string; username?: string; password?: string; identitytoken?: string; registrytoken?: string }

/** The parts of `config.json` that say who one is at a registry. */
export type DockerAuthConfig = {
  auths: Map<string, AuthEntry>
  credHelpers: Map<string, string>
  credsStore: string | null
}

const MAX_BYTES = 4 << 20
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
/** Entries of an object as a Map: keys come from a file and one may be `__proto__`. */
const entries = (value: unknown): [string, unknown][] => (isObject(value) ? Object.entries(value) : [])

function toEntry(value: unknown): AuthEntry {
  const entry: AuthEntry = {}
  if (!isObject(value)) return entry
  for (const key of ['auth', 'username', 'password', 'identitytoken', 'registrytoken'] as const) {
    const text = value[key]
    if (typeof text === 'string' && text !== '') entry[key] = text
  }
  return entry
}

export function parseDockerConfig(text: string): DockerAuthConfig {
  const document: unknown = JSON.parse(text)
  const root = isObject(document) ? document : {}
  return {
    auths: new Map(entries(root['auths']).map(([key, value]) => [key, toEntry(value)])),
    credHelpers: new Map(entries(root['credHelpers']).filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
    credsStore: typeof root['credsStore'] === 'string' && root['credsStore'] !== '' ? root['credsStore'] : null,
  }
}

const none = (): DockerAuthConfig => ({ auths: new Map(), credHelpers: new Map(), credsStore: null })

/**
 * `$DOCKER_CONFIG/config.json`, else `~/.docker/config.json`, read anew each time: `docker login` may have changed it.
 * A missing file is an empty one; a damaged one rejects.
 */
export async function readDockerConfig({ env, home }: DockerHome): Promise<DockerAuthConfig> {
  const folder = env['DOCKER_CONFIG'] ?? join(home, '.docker')
  let text: Buffer
  try {
    text = await readFile(join(folder, 'config.json'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return none()
    throw error
  }
  return text.length === 0 || text.length > MAX_BYTES ? none() : parseDockerConfig(text.toString('utf8'))
}
