import type { Run } from './parse.ts'

/** Sequences that move within the line or erase what is right of the cursor (ECMA-48, 8.3.9, 8.3.18, 8.3.41). */
const MOVE = /^\u001b\[(\d*)([DGK])$/
/** Whether a line goes back over itself, as a progress bar does. Backspaces are shown, not obeyed: they hide more than they draw (T3). */
export function goesBack(raw: string): boolean {
  const at = raw.indexOf('\r')
  return at >= 0 && at < raw.length - 1
}

/** Runs that are gone through. */
const MOST = 1000

const widthOf = ({ start, end, shown }: Run): number => shown?.length ?? end - start

/** What a terminal leaves of a line that went back over itself: its last state, each part where it was logged. */
export function settle(raw: string, runs: readonly Run[]): Run[] {
  let seen: Run[] = []
  let column = 0
  for (const run of lately(raw, runs)) {
    const text = raw.slice(run.start, run.end)
    const [, count = '', move] = run.shown === '' ? (MOVE.exec(text) ?? []) : []
    if (text === '\r') column = 0
    else if (move === 'D') column = Math.max(0, column - Number(count === '' ? 1 : count))
    else if (move === 'G') column = Math.max(0, Number(count) - 1)
    else if (move === 'K') seen = erased(seen, column, count)
    else if (run.shown !== '') {
      const width = widthOf(run)
      seen = [...part(seen, 0, column), run, ...part(seen, column + width, Number.POSITIVE_INFINITY)]
      column += width
    }
  }
  return seen
}

/** The last runs, from a return on: what was overwritten a thousand times is not gone through again for every painting. */
function lately(raw: string, runs: readonly Run[]): readonly Run[] {
  const returned = ({ start }: Run) => raw[start] === '\r'
  if (runs.length <= MOST) return runs
  const from = runs.findIndex((run, index) => index >= runs.length - MOST && returned(run))
  return runs.slice(from >= 0 ? from : runs.findLastIndex(returned))
}

const erased = (seen: Run[], column: number, how: string): Run[] => (how === '2' ? [] : how === '1' ? seen : part(seen, 0, column))

/** The runs between two columns; one that is shown as something else stays whole. */
function part(runs: readonly Run[], from: number, to: number): Run[] {
  const kept: Run[] = []
  let column = 0
  for (const run of runs) {
    const width = widthOf(run)
    const [low, high] = [Math.max(from, column) - column, Math.min(to, column + width) - column]
    column += width
    if (low >= high) continue
    kept.push(run.shown === null ? { ...run, start: run.start + low, end: run.start + high } : run)
  }
  return kept
}

/** At most so many characters of the runs. */
export function cutRuns(runs: readonly Run[], most: number): { runs: Run[]; hidden: number } {
  const width = runs.reduce((sum, run) => sum + widthOf(run), 0)
  return width <= most ? { runs: [...runs], hidden: 0 } : { runs: part(runs, 0, most), hidden: width - most }
}
