import type { Run } from './parse.ts'

/** Sequences that move within the line or erase what is right of the cursor (ECMA-48, 8.3.9, 8.3.18, 8.3.41). */
const MOVE = /^\u001b\[(\d*)([DGK])$/
/** Whether a line goes back over itself, as a progress bar or a spinner does. One that only ends with a way back overwrites nothing. */
export function goesBack(raw: string): boolean {
  const last = raw.length - 1
  const [returned, stepped] = [raw.indexOf('\r'), raw.indexOf('\b')]
  return (returned >= 0 && returned < last) || (stepped >= 0 && stepped < last)
}

/** Runs that are gone through. */
const MOST = 1000

const widthOf = ({ start, end, shown }: Run): number => shown?.length ?? end - start

/** One column of what is seen: which run stands there, and which character of it. */
type Cell = { run: Run; at: number }

/** What a terminal leaves of a line that went back over itself: its last state, each part where it was logged. */
export function settle(raw: string, runs: readonly Run[]): Run[] {
  const seen: Cell[] = []
  let column = 0
  for (const run of lately(raw, runs)) {
    const text = raw.slice(run.start, run.end)
    const [, count = '', move] = run.shown === '' ? (MOVE.exec(text) ?? []) : []
    if (text === '\r') column = 0
    else if (text === '\b') column = Math.max(0, column - 1)
    else if (move === 'D') column = Math.max(0, column - Number(count === '' ? 1 : count))
    else if (move === 'G') column = Math.max(0, Number(count) - 1)
    else if (move === 'K') erase(seen, column, count)
    else if (run.shown !== '') {
      // What is left free is not drawn: a column may be any number.
      column = Math.min(column, seen.length)
      const width = widthOf(run)
      for (let at = 0; at < width; at++) seen[column++] = { run, at }
    }
  }
  return runsOf(seen)
}

function erase(seen: Cell[], column: number, how: string): void {
  if (how === '2') seen.length = 0
  else if (how !== '1') seen.length = Math.min(seen.length, column)
}

/** Cells that go on with one another as one run; one that is shown as something else stays whole. */
function runsOf(seen: readonly Cell[]): Run[] {
  const kept: Run[] = []
  let before: Cell | null = null
  for (const cell of seen) {
    const { run, at } = cell
    const last = kept.at(-1)
    if (last !== undefined && before?.run === run && before.at === at - 1) {
      if (run.shown === null) last.end++
    } else kept.push(run.shown === null ? { ...run, start: run.start + at, end: run.start + at + 1 } : run)
    before = cell
  }
  return kept
}

/** The last runs, from a return on: what was overwritten a thousand times is not gone through again for every painting. */
function lately(raw: string, runs: readonly Run[]): readonly Run[] {
  const returned = ({ start }: Run) => raw[start] === '\r'
  if (runs.length <= MOST) return runs
  const from = runs.findIndex((run, index) => index >= runs.length - MOST && returned(run))
  return runs.slice(from >= 0 ? from : Math.max(0, runs.findLastIndex(returned)))
}

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
