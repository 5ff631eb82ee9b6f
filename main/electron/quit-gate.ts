import type { Unfinished } from '../../shared/contract/hosts.ts'
import { visible } from './danger-words.ts'

/** Lines that name what would end, and what would be kept until the next start without having been saved. */
export type QuitQuestion = { ends: string[]; unsaved: string[] }

export type QuitGate = {
  /** What would end. */
  unfinished(): Unfinished
  /** Names of the recordings that are not saved. */
  unsaved(): string[]
  /** Asks the person. */
  ask(question: QuitQuestion): Promise<boolean>
  quit(): void
  /** They thought better of it. */
  stay(): void
}

/** More would make the question taller than a screen. */
const NAMED = 8

/** For `before-quit`: lets go at once where nothing is under way, else after a yes. One question at a time. */
export function quitGate({ unfinished, unsaved, ask, quit, stay }: QuitGate): (event: { preventDefault(): void }) => void {
  let agreed = false
  let asking = false
  return (event) => {
    const question = { ends: linesOf(unfinished()), unsaved: named(unsaved()) }
    if (agreed || question.ends.length + question.unsaved.length === 0) return
    event.preventDefault()
    if (asking) return
    asking = true
    const settle = (yes: boolean) => {
      asking = false
      agreed = yes
      if (yes) quit()
      else stay()
    }
    ask(question).then(settle, () => settle(true)) // who cannot be asked is not held back
  }
}

function linesOf({ terminals, pulls }: Unfinished): string[] {
  return named([
    ...terminals.map(({ container, program }) => (program === '' ? container : `${container} · ${program}`)),
    ...pulls.map((reference) => `docker pull ${reference}`),
  ])
}

function named(names: readonly string[]): string[] {
  const all = names.map(visible)
  return all.length > NAMED ? [...all.slice(0, NAMED), `+ ${String(all.length - NAMED)}`] : all
}
