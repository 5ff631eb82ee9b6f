import { spawn } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { appError } from '../../shared/errors.ts'
import { cleanEnv } from './processes.ts'

/** Program needed → the Debian package that brings it. */
const NEEDED: Readonly<Record<string, string>> = {
  dockerd: 'docker.io',
  'docker-registry': 'docker-registry',
  busybox: 'busybox-static',
  ip: 'iproute2',
  iptables: 'iptables',
  unshare: 'util-linux',
}

export const findProgram = (name: string): string | undefined =>
  (cleanEnv()['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })

export const missingPackages = (needed = NEEDED): string[] =>
  Object.entries(needed).flatMap(([program, name]) => (findProgram(program) === undefined ? [name] : []))

export const isRoot = (): boolean => process.getuid?.() === 0

const isDebian = (): boolean => {
  try {
    return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

const POLICY = '/usr/sbin/policy-rc.d'

const apt = (args: readonly string[], onLine: (line: string) => void): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn('apt-get', ['-y', '-q', '--no-install-recommends', ...args], {
      env: { ...process.env, ...cleanEnv(), DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const report = (chunk: Buffer): void => {
      for (const line of chunk.toString().split('\n')) if (line.trim() !== '') onLine(line.trim())
    }
    child.stdout.on('data', report)
    child.stderr.on('data', report)
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })

/** Installs packages without starting the services in them: the system's own engine is none of our business. */
const install = async (names: readonly string[], onLine: (line: string) => void): Promise<void> => {
  const ours = !existsSync(POLICY)
  if (ours) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  let last = ''
  const note = (line: string): void => {
    last = line
    onLine(line)
  }
  try {
    let code = await apt(['install', ...names], note)
    if (code !== 0) {
      await apt(['update'], note)
      code = await apt(['install', ...names], note)
    }
    if (code !== 0) throw appError('sandbox.unavailable', { reason: 'packages', packages: names.join(' ') }, last)
  } finally {
    if (ours) rmSync(POLICY, { force: true })
  }
}

/** Sees to it that the programs are there: installs them as root on Debian, else rejects with what to install. */
export const ensurePackages = async (mayInstall: boolean, onLine: (line: string) => void, needed = NEEDED): Promise<void> => {
  if (process.platform !== 'linux') throw appError('sandbox.unavailable', { reason: 'platform' })
  if (!isRoot()) throw appError('sandbox.unavailable', { reason: 'root', packages: missingPackages(needed).join(' ') })
  const names = missingPackages(needed)
  if (names.length === 0) return
  if (!mayInstall || !isDebian()) throw appError('sandbox.unavailable', { reason: 'packages', packages: names.join(' ') })
  await install(names, onLine)
  const still = missingPackages(needed)
  if (still.length > 0) throw appError('sandbox.unavailable', { reason: 'packages', packages: still.join(' ') })
}
