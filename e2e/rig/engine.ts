import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DockerApi, dockerApi } from '../../main/sandbox/docker-api.ts'
import { cleanEnv } from '../../main/sandbox/processes.ts'
import { startSandbox } from '../../main/sandbox/start.ts'
import type { Sandbox, SandboxOptions } from '../../main/sandbox/types.ts'

/** Images of the shared engine (local) and those only on its mirror. `alpine` has sh and busybox's commands. */
export const LOCAL_IMAGES = [
  'alpine:3.20',
  'gantry/noshell:latest',
  'gantry/web:1.27',
  'gantry/api:1.4.2',
  'gantry/sick:latest',
  'gantry/worker:dev',
] as const
export const PULLABLE_IMAGES = ['hello-world:latest', 'ubuntu:24.04', 'ubuntu:latest', 'postgres:17'] as const
const SHARED_SEEDS = ['hello-world', 'ubuntu', 'alpine', 'noshell', 'web', 'api', 'sick', 'worker', 'postgres']

const fromEnv = (name: string): string => {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`${name} is not set: real-engine tests need e2e/rig/global-setup.ts`)
  return value
}

/** `unix:///…` of the engine all tests of this run share. Never kill it; name what you make with `uniqueName`. */
export const testHost = (): string => fromEnv('GANTRY_TEST_HOST')
/** `127.0.0.1:PORT` of its registry and Hub mirror. */
export const testRegistry = (): string => fromEnv('GANTRY_TEST_REGISTRY')

export const socketOf = (host: string): string => host.replace(/^unix:\/\//, '')

/** A small HTTP client of an engine, for arranging and checking; the path goes without the version. */
export const engineApi = (host: string): DockerApi => dockerApi(socketOf(host))

let counter = 0
/** A name no other test of this run uses. */
export const uniqueName = (prefix: string): string =>
  `${prefix}-${process.pid.toString(36)}-${Date.now().toString(36)}-${String(counter++)}`

/** Runs the docker command on a host, resolves with its stdout, rejects with its stderr. */
export const docker = (host: string, ...args: string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const env = { ...cleanEnv(), DOCKER_HOST: host, HOME: tmpdir() }
    execFile('docker', args, { env, encoding: 'utf8', maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(new Error(`docker ${args.join(' ')}: ${stderr || error.message}`))
    })
  })

/** An engine of one's own, for tests which kill, stop or fill it. Seeds nothing unless asked; call `stop()` at the end. */
export const startPrivateEngine = async (options: Partial<SandboxOptions> = {}): Promise<Sandbox> =>
  startSandbox({ dir: await mkdtemp(join(tmpdir(), 'gantry-e-')), publish: false, ...options })

/** The engine shared by a run, with its images. */
export const startSharedEngine = async (options: Partial<SandboxOptions> = {}): Promise<Sandbox> =>
  startPrivateEngine({ publish: true, seed: SHARED_SEEDS, ...options })
