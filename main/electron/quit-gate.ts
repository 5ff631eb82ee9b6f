import type { Session } from '../../shared/contract/terminal.ts'
import { visible } from './danger-words.ts'

export type QuitGate = {
  /** What would end. */
  running(): Session[]
  /** Asks the person; the lines name what runs. */
  ask(lines: string[]): Promise<boolean>
  quit(): void
  /** They thought better of it. */
  stay(): void
}

/** More would make the question taller than a screen. */
const NAMED = 8

/** For `before-quit`: lets go at once where nothing runs in a terminal, else after a yes. One question at a time. */
export function quitGate({ running, ask, quit, stay }: QuitGate): (event: { preventDefault(): void }) => void {
  let agreed = false
  let asking = false
  return (event) => {
    const sessions = running()
    if (agreed || sessions.length === 0) return
    event.preventDefault()
    if (asking) return
    asking = true
    const settle = (yes: boolean) => {
      asking = false
      agreed = yes
      if (yes) quit()
      else stay()
    }
    ask(linesOf(sessions)).then(settle, () => settle(true)) // who cannot be asked is not held back
  }
}

function linesOf(sessions: readonly Session[]): string[] {
  const lines = sessions
    .slice(0, NAMED)
    .map(({ container, program }) => visible(program === '' ? container.name : `${container.name} · ${program}`))
  return sessions.length > NAMED ? [...lines, `+ ${String(sessions.length - NAMED)}`] : lines
}
