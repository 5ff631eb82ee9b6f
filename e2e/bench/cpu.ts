import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts CPU time in these (`getconf CLK_TCK`, fixed at 100 in the ABI of every port we run on). */
const TICKS = 100

/** CPU seconds a process has used so far, its waited-for children included when asked. */
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

/** A process and all below it. */
export function tree(pid: number): number[] {
  const parents = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const parent = Number(statFields(Number(name))[1])
      parents.set(parent, [...(parents.get(parent) ?? []), Number(name)])
    } catch {
      // It ended while we looked.
    }
  }
  const found = [pid]
  for (let i = 0; i < found.length; i++) found.push(...(parents.get(found[i] ?? 0) ?? []))
  return found
}

/** Proportional set size in bytes: memory a process has to itself and its share of what it shares. */
export function pss(pid: number): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0) * 1024
}
