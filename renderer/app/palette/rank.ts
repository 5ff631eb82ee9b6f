import type { Command } from '../../feature.ts'

export const SHOWN = 50

/** 0 is the best: how well a title answers what was typed; null when not at all. */
export function score(title: string, query: string): number | null {
  const [text, wanted] = [title.toLocaleLowerCase(), query.trim().toLocaleLowerCase()]
  if (wanted === '' || text === wanted) return 0
  const at = text.indexOf(wanted)
  if (at === 0) return 1
  if (at > 0) return /[\s/_.:-]/.test(text[at - 1] ?? '') ? 2 : 3
  const words = wanted.split(/\s+/)
  if (words.length > 1 && words.every((word) => text.includes(word))) return 4
  return isSubsequence(text, wanted) ? 5 : null
}

function isSubsequence(text: string, wanted: string): boolean {
  let from = 0
  for (const letter of wanted.replaceAll(' ', '')) {
    const at = text.indexOf(letter, from)
    if (at < 0) return false
    from = at + 1
  }
  return true
}

/** The best answers first, equals in the order they came; at most SHOWN. */
export function rank(commands: readonly Command[], query: string): readonly Command[] {
  return commands
    .flatMap((command) => {
      const points = score(command.title, query) ?? (command.hint ? score(`${command.hint} ${command.title}`, query) : null)
      return points === null ? [] : [{ command, points }]
    })
    .sort((a, b) => a.points - b.points)
    .slice(0, SHOWN)
    .map(({ command }) => command)
}
