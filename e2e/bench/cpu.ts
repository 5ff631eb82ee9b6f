import { readFileSync } from 'node:fs'

/** Linux counts CPU time in these (`getconf CLK_TCK`, fixed at 100 in the ABI of every port we run on). */
const TICKS = 100

/** CPU seconds a process has used so far. */
export function cpuSeconds(pid: number): number {
  try {
    const fields = statFields(pid)
    return (Number(fields[11]) + Number(fields[12])) / TICKS
  } catch {
    return 0
  }
}

function statFields(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The command name stands in brackets and may hold anything: what follows the last one is regular.
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}

/** Proportional set size in bytes: memory a process has to itself and its share of what it shares. */
export function pss(pid: number): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0) * 1024
}
