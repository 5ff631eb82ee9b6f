import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Surroundings } from './sockets.ts'

/** A context of the docker CLI: `docker context ls`. */
export type Context = {
  name: string
  host: string
  /** Folder of `ca.pem`, `cert.pem`, `key.pem`; null without TLS files of its own. */
  tlsDir: string | null
  skipVerify: boolean
}

/** Far above any real one; what stands in this folder may have been put there by anything. */
const MAX_FILE = 1024 * 1024
const MAX_CONTEXTS = 500

/** The CLI's folder: `DOCKER_CONFIG`, else `~/.docker`. */
export const configDir = ({ env, home }: Surroundings): string => env['DOCKER_CONFIG'] || join(home, '.docker')

/** `currentContext` of config.json; null when there is none or the file cannot be read, as the CLI goes on without it too. */
export async function currentContext(dir: string): Promise<string | null> {
  const config = await readJson(join(dir, 'config.json'))
  const name = isRecord(config) ? config['currentContext'] : undefined
  return typeof name === 'string' && name !== '' ? name : null
}

/** Every context with a docker endpoint, by name. Damaged ones are left out. */
export async function readContexts(dir: string): Promise<Context[]> {
  const meta = join(dir, 'contexts', 'meta')
  let folders: string[]
  try {
    folders = (await readdir(meta)).slice(0, MAX_CONTEXTS)
  } catch {
    return []
  }
  const found = await Promise.all(folders.map(async (folder) => toContext(dir, await readJson(join(meta, folder, 'meta.json')))))
  return found.filter((context) => context !== null).sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function toContext(dir: string, meta: unknown): Promise<Context | null> {
  const name = isRecord(meta) ? meta['Name'] : undefined
  const endpoints = isRecord(meta) ? meta['Endpoints'] : undefined
  const docker = isRecord(endpoints) ? endpoints['docker'] : undefined
  const host = isRecord(docker) ? docker['Host'] : undefined
  if (typeof name !== 'string' || name === '' || name.length > 256 || typeof host !== 'string') return null
  // The folder is named by the digest of the context's name (docker/cli, cli/context/store).
  const tls = join(dir, 'contexts', 'tls', createHash('sha256').update(name).digest('hex'), 'docker')
  const skipVerify = isRecord(docker) && docker['SkipTLSVerify'] === true
  return { name, host, tlsDir: (await isFolder(tls)) ? tls : null, skipVerify }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    const info = await stat(path)
    if (!info.isFile() || info.size > MAX_FILE) return null
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return null
  }
}
