import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/**
 * When a process started, in the kernel's ticks since it booted (field 22 of proc_pid_stat(5)): a process id comes round, this does
 * not. '' where it cannot be known, or it has ended.
 */
export function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'latin1')
    const [, state, ...rest] = stat.slice(stat.lastIndexOf(')')).split(' ')
    // One that has ended keeps its number until its parent asks for it, which some never do.
    return state === 'Z' ? '' : (rest[18] ?? '')
  } catch {
    return ''
  }
}

/** Whether a process of this machine runs. @param started what `startOf` said of it; '' asks for the number alone. */
export function isAlive(pid: number, started: string): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return started === '' || startOf(pid) === started
}

/** This machine, as far as process ids mean the same: a container on it counts its own. Without spaces and slashes. */
export function machine(): string {
  let space = ''
  try {
    space = readlinkSync('/proc/self/ns/pid')
  } catch {
    // No namespaces here.
  }
  return encodeURIComponent(`${hostname()} ${space}`)
}
