import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { cleanEnv } from '../serve-app.ts'

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
