import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'

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

/** The identity of the namespaces process 1 of a sandbox stands in; take it while the sandbox runs. */
export const namespacesOf = (initPid: number): string[] => ['net', 'pid', 'mnt'].map((kind) => namespaceOf(initPid, kind))

const cgroupRoots = (): string[] =>
  read('/proc/self/mounts')
    .split('\n')
    .map((line) => line.split(' '))
    .flatMap(([, at = '', type]) => (type === 'cgroup' || type === 'cgroup2' ? [at] : []))

/** Looks for processes that stand in `namespaces` or name `dir`, for mounts, control groups and files of the sandbox. */
export const findTraces = (dir: string, namespaces: readonly string[] = [], owner = process.pid): Traces => ({
  processes: readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return false
    const inside = ['net', 'pid', 'mnt'].some((kind) => namespaces.includes(namespaceOf(name, kind)))
    return inside || read(`/proc/${name}/cmdline`).includes(`${dir}/`)
  }),
  mounts: read('/proc/self/mounts')
    .split('\n')
    .filter((line) => line.includes(dir)),
  cgroups: cgroupRoots().flatMap((root) => readdirSync(root).filter((name) => name.startsWith(`gantry-${String(owner)}-`))),
  files: existsSync(dir) ? [dir] : [],
})
