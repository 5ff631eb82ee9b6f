import { AppError } from '../../../shared/errors.ts'
import type { Engine } from '../engine.ts'
import { linkSignals } from '../lib/signals.ts'
import { missingCommand } from '../lib/start-error.ts'
import { toAppError } from '../lib/to-app-error.ts'
import { endStuck, look, type Stuck } from './look.ts'
import { STARTERS } from './shell.ts'

/** Looked for by name, the liked ones first. */
const NAMES = ['bash', 'zsh', 'fish', 'ash', 'dash', 'ksh', 'mksh', 'nu', 'pwsh', 'sh']
const SCRIPT = `for s in ${NAMES.join(' ')}; do if command -v "$s" >/dev/null 2>&1; then printf 'gantry:%s\\n' "$s"; fi; done; printf 'gantry:%s\\n' "$0"`

/** Milliseconds for each. */
const LIMIT = 4_000

/** By what it was begun, which is then no shell to end it by. */
type Left = Stuck & { by: string }

/**
 * The shells of a running container, found by trying: names where they are found by name, else the path of the one that
 * answered. Empty where none does. What was started to look is ended before this settles, where anything can end it.
 */
export async function findShells(engine: Engine, container: string, signal: AbortSignal): Promise<string[]> {
  const left: Left[] = []
  try {
    for (const starter of STARTERS) {
      const said = await answer(engine, container, starter, left, signal)
      const found = [...said.matchAll(/gantry:([\w/.-]+)\r?\n/g)].map(([, name = '']) => name)
      if (found.length === 0) continue
      // The starter itself comes last: a name that was found already, or a path.
      const own = found.pop() ?? starter
      return found.includes(own.slice(own.lastIndexOf('/') + 1)) ? found : [...found, own]
    }
    return []
  } finally {
    const shells = STARTERS.filter((starter) => !left.some(({ by }) => by === starter))
    for (const one of left) await endByAny(engine, container, one, shells)
  }
}

async function answer(engine: Engine, container: string, starter: string, left: Left[], signal: AbortSignal): Promise<string> {
  const soon = linkSignals([signal, AbortSignal.timeout(LIMIT)])
  try {
    const { said, stuck } = await look(engine, container, [starter, '-c', SCRIPT, starter], soon.signal)
    if (stuck !== null) left.push({ ...stuck, by: starter })
    if (signal.aborted) throw toAppError(signal.reason)
    return said
  } catch (error) {
    // Newer engines refuse the start of a program that is not there.
    if (error instanceof AppError && error.detail !== undefined && missingCommand(error.detail) !== null) return ''
    throw error
  } finally {
    soon.unlink()
  }
}

async function endByAny(engine: Engine, container: string, stuck: Stuck, shells: readonly string[]): Promise<void> {
  for (const shell of shells) if (await endStuck(engine, container, stuck, shell).catch(() => false)) return
}
