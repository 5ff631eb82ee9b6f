import { isAlive, machine, startOf } from '../lib/processes.ts'

/** This process as the label of what it makes on an engine: machine, process id, its start. */
export const ownerLabel = (): string => [machine(), process.pid, startOf(process.pid)].join('/')

/** True only of a process of this machine that is no more: of another machine's nothing can be known. */
export function isOwnerGone(label: string): boolean {
  const [where, pid, started = ''] = label.split('/')
  if (where !== machine() || !/^\d{1,10}$/.test(pid ?? '')) return false
  return !isAlive(Number(pid), started)
}
