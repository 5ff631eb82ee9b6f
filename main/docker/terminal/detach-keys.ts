import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DETACH_KEYS } from '../../../shared/contract/terminal.ts'

/** Known from telnet and virtual consoles, and unlike the engine's ctrl-p,ctrl-q it holds back no key that a shell needs. */
const DEFAULT_DETACH_KEYS = 'ctrl-],ctrl-]'
/**
 * Execs are ended, not detached from, but the engine cannot be told so: a sequence nobody types, with a first key that shows
 * nothing while the engine holds it back.
 */
export const NO_DETACH_KEYS = 'ctrl-@,ctrl-^,ctrl-@,ctrl-_,ctrl-@'

export type DockerConfigPlace = { env: Record<string, string | undefined>; home: string }

/** `detachKeys` of the docker CLI's own configuration, else a chord of our own. Never throws. */
export async function detachKeys({ env, home }: DockerConfigPlace): Promise<string> {
  try {
    const folder = env['DOCKER_CONFIG'] ?? join(home, '.docker')
    const config: unknown = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'))
    const keys = typeof config === 'object' && config !== null ? (config as { detachKeys?: unknown }).detachKeys : undefined
    return typeof keys === 'string' && DETACH_KEYS.test(keys) ? keys : DEFAULT_DETACH_KEYS
  } catch {
    return DEFAULT_DETACH_KEYS
  }
}
