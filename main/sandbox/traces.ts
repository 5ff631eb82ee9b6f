import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { isAlive, processStat } from './processes.ts'

/** What a sandbox could have left on this machine. */
export type Traces = { readonly processes: string[]; readonly mounts: string[]; readonly cgroups: string[]; readonly files: string[] }

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

const namespaceOf = (pid: string | number, kind: string): string => {
  try {
    return readlinkSync(`/proc/${String(pid)}/ns/${kind}`)
  } catch {
    return ''
  }
}

const numbers = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
const KINDS = ['net', 'pid', 'mnt'] as const

/** A process by number and start time; unlike the kernel's namespace numbers this is never used again. */
const identity = (pid: number): string => `${String(pid)} ${processStat(pid)?.started ?? ''}`

/** Every process in a namespace of the sandbox whose process 1 is `initPid`; take it while the sandbox runs. */
export const processesInside = (initPid: number): string[] => {
  const own = KINDS.map((kind) => namespaceOf(initPid, kind)).filter((one) => one !== '')
  return numbers()
    .filter((pid) => KINDS.some((kind) => own.includes(namespaceOf(pid, kind))))
    .map(identity)
}

const cgroupRoots = (): string[] =>
  read('/proc/self/mounts')
    .split('\n')
    .map((line) => line.split(' '))
    .flatMap(([, at = '', type]) => (type === 'cgroup' || type === 'cgroup2' ? [at] : []))

/** Looks for processes of `inside` that still live or name `dir`, for mounts, control groups and files of the sandbox. */
export const findTraces = (dir: string, inside: readonly string[] = [], owner = process.pid): Traces => ({
  processes: numbers()
    .filter((pid) => pid !== process.pid && isAlive(pid))
    .filter((pid) => inside.includes(identity(pid)) || read(`/proc/${String(pid)}/cmdline`).includes(`${dir}/`))
    .map(String),
  mounts: read('/proc/self/mounts')
    .split('\n')
    .filter((line) => line.includes(dir)),
  cgroups: cgroupRoots().flatMap((root) => readdirSync(root).filter((name) => name.startsWith(`gantry-${String(owner)}-`))),
  files: existsSync(dir) ? [dir] : [],
})
