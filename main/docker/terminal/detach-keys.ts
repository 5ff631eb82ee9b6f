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

/** `ctrl-x,y` as the characters that those keys send. */
const charsOf = (keys: string): string =>
  keys
    .split(',')
    .map((key) => (key.startsWith('ctrl-') ? String.fromCharCode(key.charCodeAt(5) & 0x1f) : key))
    .join('')

/**
 * Watches what is typed for the detach keys, for an engine that would do it badly: Podman knows them only where each arrives in a
 * packet of its own, and then says an error in the terminal.
 */
export class DetachWatch {
  readonly #chars: string
  #met = 0

  constructor(keys: string) {
    this.#chars = charsOf(keys)
  }

  /** What of it goes to the process: the first of the keys are held back until it is clear what they are. */
  take(text: string): { pass: string; detached: boolean } {
    let pass = ''
    for (const char of text) {
      if (char !== this.#chars[this.#met]) {
        pass += this.#chars.slice(0, this.#met)
        this.#met = 0
      }
      if (char === this.#chars[this.#met]) this.#met++
      else pass += char
      if (this.#met === this.#chars.length) return { pass, detached: true }
    }
    return { pass, detached: false }
  }
}
