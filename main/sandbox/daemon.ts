import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { appError } from '../../shared/errors.ts'
import { dockerApi } from './docker-api.ts'
import type { Namespace } from './namespace.ts'
import { childrenOf, cleanEnv, exited, isAlive, processStat, until } from './processes.ts'
import type { Daemon } from './types.ts'

const START_LIMIT_MS = 60_000

export type DaemonOptions = {
  readonly namespace: Namespace
  /** The program and its flags. */
  readonly command: string
  readonly args: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  readonly socket: string
  readonly dir: string
}

const tail = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(-12).join('\n')
  } catch {
    return ''
  }
}

const answers = (socket: string): Promise<boolean> =>
  dockerApi(socket)
    .call('GET', '/_ping')
    .then(() => true)
    .catch(() => false)

/** Ending signals are waited for; the others leave the process standing. */
const STANDING: readonly string[] = ['SIGSTOP', 'SIGCONT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2']

/** Starts the engine inside the namespace and resolves when it answers. */
export const startDaemon = async (options: DaemonOptions): Promise<Daemon> => {
  const { namespace, command, args, env = cleanEnv(), socket, dir } = options
  const log = join(dir, 'engine.log')
  let child: ChildProcess | undefined
  let pid = 0

  const start = async (): Promise<void> => {
    const out = openSync(log, 'a')
    const started = namespace.spawn(command, args, { env, stdio: ['ignore', out, out] })
    closeSync(out)
    child = started
    // nsenter forks to enter a process-id namespace: the engine is its only child.
    const up = await until(async () => {
      if (started.exitCode !== null) return true
      pid = childrenOf(started.pid ?? 0)[0] ?? 0
      return pid !== 0 && (await answers(socket))
    }, START_LIMIT_MS)
    if (!up || started.exitCode !== null) throw appError('sandbox.failed', { reason: 'engine' }, tail(log))
  }

  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    if (child === undefined || pid === 0 || !isAlive(pid)) return
    process.kill(pid, signal)
    // nsenter follows its child into a stop, and reports no end until it is woken itself.
    if (signal !== 'SIGSTOP') child.kill('SIGCONT')
    // A stop takes effect thread by thread: report it when the kernel does (proc_pid_stat(5), state T).
    if (signal === 'SIGSTOP') await until(() => processStat(pid)?.state === 'T', 2000, 2)
    if (STANDING.includes(signal)) return
    await exited(child)
  }

  await start()
  return {
    get pid() {
      return pid
    },
    get running() {
      return pid !== 0 && isAlive(pid)
    },
    kill,
    restart: async () => {
      if (isAlive(pid)) {
        await kill('SIGCONT')
        await kill('SIGTERM')
      }
      // A killed engine leaves its pid file, and process numbers inside the namespace come round soon.
      await rm(join(dir, 'engine.pid'), { force: true })
      await start()
    },
  }
}
