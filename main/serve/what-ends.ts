import type { Unfinished } from '../../shared/contract/hosts.ts'

/** Names shown; the rest is counted. */
const SHOWN = 10

/**
 * What goes with us, said where we were started: the browser form asks nobody before it ends. '' for nothing.
 * @param unsaved names of recordings
 */
export function whatEnds({ terminals, pulls }: Unfinished, unsaved: readonly string[] = []): string {
  return [
    line(
      'Ending with Gantry',
      'terminal',
      terminals.map(({ container, program }) => (program === '' ? container : `${program} in ${container}`)),
    ),
    line('Ending with Gantry', 'pull', pulls),
    line('Kept for the next start', 'recording', unsaved),
  ]
    .filter((text) => text !== '')
    .join('\n')
}

function line(what: string, noun: string, names: readonly string[]): string {
  if (names.length === 0) return ''
  const more = names.length > SHOWN ? ` and ${String(names.length - SHOWN)} more` : ''
  // A name comes from an engine and goes to a terminal: nothing in it may act there.
  const shown = names.slice(0, SHOWN).map((name) => name.replaceAll(/[^\x20-\x7e\p{L}\p{N}·]/gu, '?'))
  return `${what}: ${String(names.length)} ${noun}${names.length === 1 ? '' : 's'} (${shown.join(', ')}${more}).`
}
