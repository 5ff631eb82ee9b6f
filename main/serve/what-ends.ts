import type { Unfinished } from '../../shared/contract/hosts.ts'

/** Names shown; the rest is counted. */
const SHOWN = 10

/** What goes with us, said where we were started: the browser form asks nobody before it ends. '' for nothing. */
export function whatEnds({ terminals, pulls }: Unfinished): string {
  return [
    line(
      'terminal',
      terminals.map(({ container, program }) => (program === '' ? container : `${program} in ${container}`)),
    ),
    line('pull', pulls),
  ]
    .filter((text) => text !== '')
    .join('\n')
}

function line(noun: string, names: readonly string[]): string {
  if (names.length === 0) return ''
  const more = names.length > SHOWN ? ` and ${String(names.length - SHOWN)} more` : ''
  // A name comes from an engine and goes to a terminal: nothing in it may act there.
  const shown = names.slice(0, SHOWN).map((name) => name.replaceAll(/[^\x20-\x7e\p{L}\p{N}]/gu, '?'))
  return `Ending with Gantry: ${String(names.length)} ${noun}${names.length === 1 ? '' : 's'} (${shown.join(', ')}${more}).`
}
