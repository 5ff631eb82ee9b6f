import { type ChildProcess, spawn } from 'node:child_process'
import http from 'node:http'
import { Duplex } from 'node:stream'
import { type AppError, appError, type ErrorCode } from '../../shared/errors.ts'
import type { Address } from './address.ts'

type SshAddress = Extract<Address, { kind: 'ssh' }>

/** Longer than any honest login takes before the first byte; ssh's own default is minutes. */
const CONNECT_TIMEOUT_S = 10
/** sshd refuses more than ten logins under way by default (MaxStartups). */
const MAX_CONNECTIONS = 6
const MAX_WORDS = 4096

/**
 * The arguments of the system's ssh. No shell on this side; the host stands behind `--`, so it is never an option, and the one
 * free text of the remote command is a path of plain characters (checked by `parseAddress`).
 */
export function sshArguments({ user, host, port, socket }: SshAddress): string[] {
  return [
    '-T',
    ...['-o', `ConnectTimeout=${CONNECT_TIMEOUT_S}`],
    ...(user === null ? [] : ['-l', user]),
    ...(port === null ? [] : ['-p', String(port)]),
    '--',
    host,
    ...(socket === null ? ['docker', 'system', 'dial-stdio'] : ['docker', '--host', `unix://${socket}`, 'system', 'dial-stdio']),
  ]
}

/** An agent each of whose connections is one `ssh … docker system dial-stdio`, with the user's keys, agent, config and known hosts. */
export function sshAgent(address: SshAddress, env: Record<string, string | undefined>, options: http.AgentOptions): http.Agent {
  const agent = new http.Agent({ maxSockets: MAX_CONNECTIONS, ...options })
  // Node's types leave this method out though its documentation describes overriding it.
  Object.assign(agent, { createConnection: () => overSsh(address, env) })
  return agent
}

function overSsh(address: SshAddress, env: Record<string, string | undefined>): Duplex {
  // A session of its own: without a controlling terminal ssh asks through SSH_ASKPASS or fails, but never hangs on a hidden prompt.
  const child = spawn('ssh', sshArguments(address), { env, stdio: ['pipe', 'pipe', 'pipe'], detached: true, windowsHide: true })
  return new SshPipe(child)
}

/** The two pipes of ssh as the socket that Node's http client expects. */
class SshPipe extends Duplex {
  readonly #child: ChildProcess
  #words = ''
  #idle: NodeJS.Timeout | undefined
  /** Read by the agent, as of a net.Socket. */
  timeout = 0

  constructor(child: ChildProcess) {
    super({ allowHalfOpen: true })
    this.#child = child
    child.stdout?.on('data', (chunk: Buffer) => {
      this.#stir()
      if (!this.push(chunk)) child.stdout?.pause()
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#words = (this.#words + chunk.toString()).slice(-MAX_WORDS)
    })
    // What failed is told by stderr and the exit code, below; without a listener a broken pipe would end the app.
    child.stdin?.on('error', () => undefined)
    child.on('error', (error: NodeJS.ErrnoException) =>
      this.destroy(error.code === 'ENOENT' ? appError('host.failed', {}, 'the ssh program was not found') : error),
    )
    child.on('close', (code) => {
      if (code === 0) this.push(null)
      else this.destroy(sshFailure(code, this.#words))
    })
  }

  // Of net.Socket, and called by http. The time-out is real: by it the agent closes a spare login.
  setKeepAlive = (): this => this
  setNoDelay = (): this => this
  setTimeout = (ms: number): this => {
    this.timeout = ms
    this.#stir()
    return this
  }
  ref = (): this => this
  unref = (): this => this

  #stir(): void {
    clearTimeout(this.#idle)
    if (this.timeout > 0 && !this.destroyed) this.#idle = setTimeout(() => this.emit('timeout'), this.timeout)
  }

  override _read(): void {
    this.#child.stdout?.resume()
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    const { stdin } = this.#child
    this.#stir()
    if (stdin?.writable !== true) done(sshFailure(null, this.#words))
    else if (stdin.write(chunk)) done()
    else stdin.once('drain', () => done())
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#child.stdin?.end()
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.#idle)
    this.#child.stdin?.destroy()
    this.#child.stdout?.destroy()
    this.#child.kill('SIGTERM')
    done(error)
  }
}

const BY_WORDS: readonly [RegExp, ErrorCode][] = [
  [/permission denied|host key verification failed|too many authentication failures|remote host identification/i, 'host.denied'],
  [/could not resolve|name or service not known|no such host/i, 'host.bad-address'],
  [/connection refused/i, 'host.refused'],
  [/timed out|no route to host|network is unreachable/i, 'host.silent'],
  [/command not found|not found|no such file/i, 'host.absent'],
]

/** ssh says what went wrong in words only: exit code 255, or the remote command's own. */
export function sshFailure(code: number | null, words: string): AppError {
  const known = BY_WORDS.find(([pattern]) => pattern.test(words))
  return appError(known?.[1] ?? (code === null ? 'host.lost' : 'host.failed'), { over: 'ssh' }, words.trim() || `ssh ended with ${code}`)
}
