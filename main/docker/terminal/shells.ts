import { AppError } from '../../../shared/errors.ts'
import type { Engine } from '../engine.ts'
import { linkSignals } from '../lib/signals.ts'
import { missingCommand } from '../lib/start-error.ts'
import { STARTERS } from './shell.ts'

/** Looked for by name, the liked ones first. */
const NAMES = ['bash', 'zsh', 'fish', 'ash', 'dash', 'ksh', 'mksh', 'nu', 'pwsh', 'sh']
/** One write each, so that the engine's frames never fall into a name. */
const SCRIPT = `for s in ${NAMES.join(' ')}; do if command -v "$s" >/dev/null 2>&1; then printf 'gantry:%s\\n' "$s"; fi; done; printf 'gantry:%s\\n' "$0"`

/** Whatever calls itself a shell may say anything, for ever: characters, and milliseconds for all of them. */
const [MOST, LIMIT] = [16_384, 5_000]

/**
 * The shells of a running container, found by trying: names where they are found by name, else the path of the one that
 * answered. Empty where none does.
 */
export async function findShells(engine: Engine, container: string, signal: AbortSignal): Promise<string[]> {
  const soon = linkSignals([signal, AbortSignal.timeout(LIMIT)])
  try {
    for (const starter of STARTERS) {
      const said = await answer(engine, container, [starter, '-c', SCRIPT, starter], soon.signal)
      const found = [...said.matchAll(/gantry:([\w/.-]+)\n/g)].map(([, name = '']) => name)
      if (found.length === 0) continue
      // The starter itself comes last: a name that was found already, or a path.
      const own = found.pop() ?? starter
      return found.includes(own.slice(own.lastIndexOf('/') + 1)) ? found : [...found, own]
    }
    return []
  } finally {
    soon.unlink()
  }
}

/** The first 16 KiB of what a program in a container says; '' where there is none of this name. */
export async function answer(engine: Engine, container: string, Cmd: string[], signal: AbortSignal): Promise<string> {
  try {
    const body = { AttachStdout: true, AttachStderr: false, Cmd }
    const { Id } = await engine.call<{ Id: string }>({ method: 'POST', path: `/containers/${container}/exec`, body, signal })
    const said = await engine.open({ method: 'POST', path: `/exec/${Id}/start`, body: { Detach: false, Tty: false }, signal })
    let text = ''
    for await (const chunk of said as AsyncIterable<Buffer>) {
      text += chunk.toString('latin1')
      if (text.length > MOST) break
    }
    return text
  } catch (error) {
    // Newer engines refuse the start of a program that is not there.
    if (error instanceof AppError && error.detail !== undefined && missingCommand(error.detail) !== null) return ''
    throw error
  }
}
