import type { Unfinished } from '../../shared/contract/hosts.ts'
import { visible } from './danger-words.ts'

export type QuitGate = {
  /** What would end. */
  unfinished(): Unfinished
  /** Asks the person; the lines name what runs. */
  ask(lines: string[]): Promise<boolean>
  quit(): void
  /** They thought better of it. */
  stay(): void
}

/** More would make the question taller than a screen. */
const NAMED = 8

/** For `before-quit`: lets go at once where nothing is under way, else after a yes. One question at a time. */
export function quitGate({ unfinished, ask, quit, stay }: QuitGate): (event: { preventDefault(): void }) => void {
  let agreed = false
  let asking = false
  return (event) => {
    const lines = linesOf(unfinished())
    if (agreed || lines.length === 0) return
    event.preventDefault()
    if (asking) return
    asking = true
    const settle = (yes: boolean) => {
      asking = false
      agreed = yes
      if (yes) quit()
      else stay()
    }
    ask(lines).then(settle, () => settle(true)) // who cannot be asked is not held back
  }
}

function linesOf({ terminals, pulls }: Unfinished): string[] {
  const all = [
    ...terminals.map(({ container, program }) => (program === '' ? container : `${container} · ${program}`)),
    ...pulls.map((reference) => `docker pull ${reference}`),
  ].map(visible)
  return all.length > NAMED ? [...all.slice(0, NAMED), `+ ${String(all.length - NAMED)}`] : all
}
