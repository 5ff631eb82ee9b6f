import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { cleanEnv } from '../serve-app.ts'
import { cpuSeconds } from './cpu.ts'

const PATIENCE = 10_000

export type CliReading = { ms: number; cpu: number }

/** The docker command from start to end, its output thrown away by the kernel. The shell tells what CPU it took. */
export function runCli(host: string, ...args: string[]): Promise<CliReading> {
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const env = { ...cleanEnv(tmpdir()), DOCKER_HOST: host }
    const child = spawn('/bin/sh', ['-c', 'docker "$@" >/dev/null || exit; times', 'sh', ...args], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let told = ''
    let wrong = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      told += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      wrong += text
    })
    child.once('error', reject)
    child.once('close', (code) => {
      const ms = performance.now() - began
      if (code !== 0) reject(new Error(`docker ${args.join(' ')}: ${wrong}`))
      else resolve({ ms, cpu: childrenSeconds(told) })
    })
  })
}

/** `times` of a POSIX shell: user and system of itself, then of its children, as `0m1.23s`. */
function childrenSeconds(text: string): number {
  const [user = 0, system = 0] = [...text.matchAll(/(\d+)m([\d.]+)s/g)].slice(2).map(([, m, s]) => Number(m) * 60 + Number(s))
  return user + system
}

/** CPU seconds of `docker logs -f` in so many milliseconds, its output thrown away. */
export async function followCpu(host: string, container: string, ms: number): Promise<number> {
  const child = spawn('docker', ['logs', '-f', '--tail', '1', container], {
    env: { ...cleanEnv(tmpdir()), DOCKER_HOST: host },
    stdio: ['ignore', 'ignore', 'ignore'],
  })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  try {
    await new Promise((resolve) => setTimeout(resolve, ms / 10)) // its start is not the work
    const before = cpuSeconds(child.pid ?? 0)
    await new Promise((resolve) => setTimeout(resolve, ms))
    return cpuSeconds(child.pid ?? 0) - before
  } finally {
    child.kill()
    await gone
  }
}

/** `docker exec -it` in a terminal that util-linux' `script` makes for it. */
export class CliShell {
  readonly #child: ChildProcessWithoutNullStreams
  #heard: () => void = () => undefined
  #text = ''

  static async open(host: string, container: string): Promise<CliShell> {
    const shell = new CliShell(host, container)
    await shell.#until((text) => text.endsWith('# ') || text.endsWith('\x1b[6n'))
    return shell
  }

  private constructor(host: string, container: string) {
    const env = { ...cleanEnv(tmpdir()), DOCKER_HOST: host, TERM: 'xterm-256color' }
    this.#child = spawn('script', ['-qfc', `docker exec -it ${container} sh`, '/dev/null'], { env })
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#text += text
      this.#heard()
    })
  }

  /** Milliseconds until the echo of a key is here. */
  async echo(): Promise<number> {
    this.#text = ''
    const began = performance.now()
    this.#child.stdin.write('x')
    await this.#until((text) => text.includes('x'))
    const ms = performance.now() - began
    this.#text = ''
    this.#child.stdin.write('\x7f')
    await this.#until((text) => text.includes('\b'))
    return ms
  }

  close(): void {
    this.#child.stdin.end('\x04')
    this.#child.kill()
  }

  #until(wanted: (text: string) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`docker exec -it says ${JSON.stringify(this.#text.slice(-200))}`)), PATIENCE)
      this.#heard = () => {
        if (!wanted(this.#text)) return
        clearTimeout(limit)
        this.#heard = () => undefined
        resolve()
      }
      this.#heard()
    })
  }
}
