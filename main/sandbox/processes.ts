import { type ChildProcess, execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { appError } from '../../shared/errors.ts'

/** A daemon's folders are not on an ordinary user's PATH. */
const SYSTEM_BIN = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']

/** The environment of everything the sandbox runs: no proxy, no Docker settings of the user, `first` folders ahead. */
export const cleanEnv = (first: readonly string[] = []): NodeJS.ProcessEnv => ({
  PATH: [...first, ...(process.env['PATH'] ?? '').split(delimiter), ...SYSTEM_BIN].join(delimiter),
  LANG: 'C.UTF-8',
})

/** Folders to search first when the engine is given by path: its own and those beside it. */
export const engineFolders = (engine: string): string[] =>
  engine === 'system' ? [] : [dirname(engine), join(dirname(engine), '..', 'bin'), join(dirname(engine), '..', 'sbin')]

/** Runs a program to its end. Resolves with stdout; rejects with `sandbox.failed` and the end of stderr. */
export const run = (command: string, args: readonly string[], env = cleanEnv()): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(command, args, { env, encoding: 'utf8', maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(appError('sandbox.failed', { command }, stderr.slice(-2000) || error.message))
    })
  })

type Stat = { readonly state: string; readonly parent: number; readonly started: string }

/** State, parent and start time of a process, or undefined when it is gone (proc_pid_stat(5)). */
export const processStat = (pid: number): Stat | undefined => {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? 'X', parent: Number(fields[1]), started: fields[19] ?? '' }
  } catch {
    return undefined
  }
}

/** A zombie holds nothing but its number: it counts as gone. */
export const isAlive = (pid: number): boolean => {
  const state = processStat(pid)?.state
  return state !== undefined && state !== 'Z' && state !== 'X'
}

export const childrenOf = (pid: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && processStat(Number(name))?.parent === pid)
    .map(Number)

/** Asks every `every` ms until the answer is true; false when `within` ms have passed. */
export const until = async (answer: () => boolean | Promise<boolean>, within: number, every = 15): Promise<boolean> => {
  const end = Date.now() + within
  for (;;) {
    if (await answer()) return true
    if (Date.now() >= end) return false
    await new Promise((resolve) => setTimeout(resolve, every))
  }
}

export const exited = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('exit', () => resolve())
  })
