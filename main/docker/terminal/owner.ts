import { isAlive, machine, startOf } from '../lib/processes.ts'

/** This process as the label of what it makes on an engine: machine, process id, its start. */
export const ownerLabel = (): string => [machine(), process.pid, startOf(process.pid)].join('/')

/** Nothing can be known of another machine's process, nor for sure of one that does not say when it began: its number comes round. */
export function fateOf(label: string): 'lives' | 'gone' | 'unknown' {
  const [where, pid, started = ''] = label.split('/')
  if (where !== machine() || !/^\d{1,10}$/.test(pid ?? '')) return 'unknown'
  if (!isAlive(Number(pid), started)) return 'gone'
  return started === '' ? 'unknown' : 'lives'
}

/** True only of a process of this machine that is no more. */
export const isOwnerGone = (label: string): boolean => fateOf(label) === 'gone'
