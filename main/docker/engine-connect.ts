import type { EngineInfo, Host } from '../../shared/contract/hosts.ts'
import { appError } from '../../shared/errors.ts'
import { createEngine, type Engine } from './engine.ts'
import { type Dial, get } from './lib/dial.ts'
import { PLAIN_ON_TLS } from './lib/problem.ts'

/** The newest API this app was written against; never asked for more, whatever the engine offers. */
export const HIGHEST_API = '1.51'
/** Docker 20.10 and Podman 4. Below it there is no `platform`, no health in events, another image list. */
export const LOWEST_API = '1.41'
/** `/info` is read for two figures; some storage drivers take their time over it. */
const INFO_DEADLINE = 3_000

/** Compares `1.9` and `1.41` as versions: negative when `a` is older. */
export function compareApi(a: string, b: string): number {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number)
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number)
  return aMajor - bMajor || aMinor - bMinor
}

/**
 * Asks an engine who it is, without a version in the path: engines 29 refuse old ones and a hard-coded one broke most clients.
 * @throws what Node's http said, or AppError `host.too-old`, `host.tls`, `host.failed`.
 */
export async function askVersion(dial: Dial, signal: AbortSignal): Promise<EngineInfo> {
  const { status, headers, body } = await get(dial, '/version', signal)
  if (PLAIN_ON_TLS.test(body)) throw appError('host.tls', {}, body.trim())
  const answer = parse(body)
  const offered = apiText(answer['ApiVersion']) ?? apiText(headers['api-version'])
  if (status === 403 || status === 401) throw appError('host.denied', { status }, body.slice(0, 500))
  if (status !== 200 || offered === null) throw appError('host.failed', { status }, `no engine: HTTP ${status} ${body.slice(0, 200)}`)
  const version = typeof answer['Version'] === 'string' ? answer['Version'] : '?'
  if (compareApi(offered, LOWEST_API) < 0)
    throw appError('host.too-old', { version, api: offered, lowest: LOWEST_API }, `Engine ${version}, API ${offered}`)
  const floor = apiText(answer['MinAPIVersion'])
  if (floor !== null && compareApi(floor, HIGHEST_API) > 0)
    throw appError(
      'host.failed',
      { version, api: offered },
      `Engine ${version} wants API ${floor} or newer, this app speaks ${HIGHEST_API}`,
    )
  const podman = podmanVersion(answer['Components'])
  return {
    kind: podman === null ? 'docker' : 'podman',
    version: podman ?? version,
    api: compareApi(offered, HIGHEST_API) < 0 ? offered : HIGHEST_API,
    os: text(answer['Os']),
    arch: text(answer['Arch']),
    cpus: 0,
    memory: 0,
  }
}

/**
 * Connects: version, processors and memory, then the two dockerode clients.
 * @param signal gives up; until then an engine that accepted the connection and says nothing is waited for, because a stopped or
 * starting one answers this very request the moment it can.
 */
export async function connectEngine(host: Host, dial: Dial, signal: AbortSignal): Promise<Engine> {
  // dockerode takes 80-220 ms to load: only once there is somebody to talk to, and while they think.
  const docker = import('dockerode')
  docker.catch(() => undefined)
  const [info, size] = await Promise.all([askVersion(dial, signal), askSize(dial, signal)])
  return createEngine((await docker).default, host, { ...info, ...size }, dial)
}

async function askSize(dial: Dial, signal: AbortSignal): Promise<{ cpus: number; memory: number }> {
  const done = new AbortController()
  const stop = () => done.abort(signal.reason)
  const timer = setTimeout(stop, INFO_DEADLINE)
  signal.addEventListener('abort', stop, { once: true })
  try {
    const answer = parse((await get(dial, '/info', done.signal)).body)
    return { cpus: number(answer['NCPU']), memory: number(answer['MemTotal']) }
  } catch {
    return { cpus: 0, memory: 0 } // the window then shows no share of the host; whether the engine answers, `/version` tells
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

function podmanVersion(components: unknown): string | null {
  if (!Array.isArray(components)) return null
  const podman = (components as unknown[]).find((c) => /podman/i.test(text((c as Record<string, unknown> | null)?.['Name'])))
  return podman === undefined ? null : text((podman as Record<string, unknown>)['Version'])
}

function parse(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const number = (value: unknown): number => (typeof value === 'number' && value > 0 ? value : 0)
const apiText = (value: unknown): string | null => (typeof value === 'string' && /^\d{1,3}\.\d{1,4}$/.test(value) ? value : null)
