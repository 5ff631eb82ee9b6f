import { spawn } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import type { DockerHome } from './docker-config.ts'

/** What a helper knows: a user and a password, or an identity token when the user is called `<token>`. */
export type HelperAnswer = { username: string; secret: string }

/** Milliseconds. A helper may ask the user to unlock a key ring; a pull must not wait for that for ever. */
const TIME_LIMIT = 15_000
const MAX_OUTPUT = 256 << 10
/** The part after `docker-credential-`; nothing that could leave the folder or become an option. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/** Where installers put helpers. A desktop app is not started by a shell and lacks most of them in its PATH. */
function folders({ env, home, platform }: DockerHome): string[] {
  const path = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const usual =
    platform === 'win32'
      ? [join(env['ProgramFiles'] ?? 'C:\\Program Files', 'Docker', 'Docker', 'resources', 'bin')]
      : [
          '/usr/local/bin',
          '/usr/bin',
          '/opt/homebrew/bin',
          '/snap/bin',
          '/Applications/Docker.app/Contents/Resources/bin',
          join(home, '.docker', 'bin'),
          join(home, '.rd', 'bin'),
          join(home, '.orbstack', 'bin'),
          join(home, '.local', 'bin'),
          join(home, 'go', 'bin'),
        ]
  return [...new Set([...path, ...usual])]
}

async function find(name: string, where: DockerHome): Promise<string | null> {
  const file = `docker-credential-${name}${where.platform === 'win32' ? '.exe' : ''}`
  for (const folder of folders(where)) {
    const path = join(folder, file)
    const usable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (usable) return path
  }
  return null
}

/** Runs the helper's `get` without a shell; the server goes in by stdin, so no secret and no address is an argument. */
function run(path: string, server: string, where: DockerHome, limit: number): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...where.env, PATH: folders(where).join(delimiter), HOME: where.home }
    const child = spawn(path, ['get'], { env, stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true, timeout: limit, killSignal: 'SIGKILL' })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (output.length > MAX_OUTPUT) child.kill('SIGKILL')
    })
    child.stdin.on('error', () => undefined) // it may end without reading
    child.stdin.end(server)
    child.once('error', () => reject(new Error('cannot be started')))
    child.once('close', (code, signal) => {
      if (signal !== null) reject(new Error(`gave no answer within ${String(limit / 1000)} s`))
      else resolve({ code, output })
    })
  })
}

/**
 * Asks `docker-credential-NAME` for what it knows of a server; null when it knows nothing.
 * Rejects with a message that never holds what the helper printed: that may be the secret.
 */
export async function askHelper(name: string, server: string, where: DockerHome, limit = TIME_LIMIT): Promise<HelperAnswer | null> {
  if (!NAME.test(name)) throw new Error('has an impossible name')
  const path = await find(name, where)
  if (path === null) throw new Error('is not installed')
  const { code, output } = await run(path, server, where, limit)
  // The protocol's own words: docker-credential-helpers, credentials/error.go.
  if (code !== 0 && /credentials not found/i.test(output)) return null
  if (code !== 0) throw new Error(`failed with code ${String(code)}`)
  let answer: { Username?: unknown; Secret?: unknown } | null
  try {
    answer = JSON.parse(output) as typeof answer
  } catch {
    throw new Error('gave an answer that is no JSON')
  }
  if (typeof answer?.Secret !== 'string' || answer.Secret === '') return null
  return { username: typeof answer.Username === 'string' ? answer.Username : '', secret: answer.Secret }
}
