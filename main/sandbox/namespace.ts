import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { appError } from '../../shared/errors.ts'
import { type NamespaceOptions, setupScript, wrapperScript } from './namespace-script.ts'
import { childrenOf, cleanEnv, exited, isAlive, until } from './processes.ts'

/**
 * A private network, mount and process-id namespace. The kernel ends everything inside when its process 1 ends,
 * and process 1 ends when our end of its standard input closes: also when we are killed with SIGKILL.
 */
export type Namespace = {
  readonly initPid: number
  readonly wrapperPid: number
  /** Starts a program inside. The child is `nsenter`; `pid` is the program's own number on this machine. */
  spawn(command: string, args: readonly string[], options?: SpawnInside): ChildProcess
  close(): Promise<void>
}

type SpawnInside = { readonly env?: NodeJS.ProcessEnv; readonly stdio?: 'pipe' | ['ignore', number, number] }

const enter = (initPid: number): string[] => ['--target', String(initPid), '--net', '--mount', '--pid', '--']

const firstLine = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let out = ''
    let problem = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      if (out.includes('ready')) resolve(out)
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      problem = (problem + chunk.toString()).slice(-2000)
    })
    child.once('error', (error) => reject(appError('sandbox.unavailable', { reason: 'namespaces' }, error.message)))
    child.once('exit', () => reject(appError('sandbox.unavailable', { reason: 'namespaces' }, problem.trim())))
  })

/** Opens the namespaces. The caller's folder `dir` is removed when they close. */
export const openNamespace = async (options: NamespaceOptions): Promise<Namespace> => {
  const setup = join(options.dir, 'setup.sh')
  writeFileSync(setup, setupScript(options))
  const wrapper = spawn('sh', ['-c', wrapperScript(options), 'gantry-sandbox', setup], {
    // A process group of its own: Ctrl-C in the terminal must reach us alone, we end the rest in order.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: cleanEnv(),
    cwd: '/',
  })
  wrapper.stdin.on('error', () => undefined)
  await firstLine(wrapper)
  const wrapperPid = wrapper.pid ?? 0
  const [unshare] = childrenOf(wrapperPid)
  const [initPid] = unshare === undefined ? [] : childrenOf(unshare)
  if (unshare === undefined || initPid === undefined) {
    wrapper.stdin.end()
    throw appError('sandbox.failed', { reason: 'namespaces' }, 'process 1 of the namespace was not found')
  }
  const entered = new Set<ChildProcess>()
  return {
    initPid,
    wrapperPid,
    spawn(command, args, { env = cleanEnv(), stdio = 'pipe' } = {}) {
      const child = spawn('nsenter', [...enter(initPid), command, ...args], { env, stdio, detached: true, cwd: '/' })
      entered.add(child)
      child.once('close', () => entered.delete(child))
      return child
    },
    close: async () => {
      wrapper.stdin.end()
      const gone = await until(() => !isAlive(initPid), 5000)
      if (!gone) process.kill(unshare, 'SIGKILL')
      // nsenter follows its child into a stop (a paused engine, say) and outlives it so.
      for (const child of entered) child.kill('SIGCONT')
      await Promise.all([...entered, wrapper].map(exited))
    },
  }
}
