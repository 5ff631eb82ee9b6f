import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import Docker from 'dockerode'
import type { EngineInfo, Host } from '../../shared/contract/hosts.ts'
import { toAppError } from './lib/to-app-error.ts'

export type Query = Record<string, string | number | boolean | undefined>

export type EngineRequest = {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD'
  /** Without the version prefix: `/containers/json`. Ids in it are validated by the contract. */
  path: string
  query?: Query
  /** Sent as JSON. */
  body?: unknown
  /** `X-Registry-Auth`, already base64url. */
  registryAuth?: string
  signal?: AbortSignal
}

/**
 * One connected engine. Two dockerode clients stand behind it: one whose calls have a deadline, one for streams without,
 * because dockerode's time-out also kills an idle stream of the same client (promises.md, fact 2).
 * Every method rejects with an `AppError`.
 */
export type Engine = {
  readonly host: Host
  readonly info: EngineInfo
  /** True when the negotiated API version is at least this one: `engine.atLeast('1.44')`. */
  atLeast(version: string): boolean
  /**
   * One answer, parsed as JSON when it is JSON; `undefined` for an empty one. 304 counts as success.
   * @param deadline milliseconds (10 000), or null for none (stop, pull, build).
   */
  call<T>(request: EngineRequest, deadline?: number | null): Promise<T>
  /** An answer to be read as it comes, without a deadline. Destroy it to cancel; the signal does that too. */
  open(request: EngineRequest): Promise<IncomingMessage>
  /** A connection taken over after `101 UPGRADED`: exec and attach. */
  hijack(request: EngineRequest): Promise<Duplex>
  close(): void
}

/** The engine of now. Throws `host.*` as long as none is connected. */
export type EngineSource = () => Engine

const CALL_DEADLINE = 10_000
const GOOD = { 101: true, 200: true, 201: true, 202: true, 204: true, 304: true }

type Target = Docker.DockerOptions

/** Builds an engine over a target whose version is already negotiated. */
export function createEngine(host: Host, info: EngineInfo, target: Target): Engine {
  // `host: undefined`: docker-modem ignores socketPath while DOCKER_HOST is set in the environment.
  const base: Target = { host: undefined, ...target, version: `v${info.api}` }
  const calls = new Docker(base)
  const streams = new Docker(base)
  /** Streams still open; closing the engine ends them. */
  const open = new Set<{ destroy(): unknown }>()
  const keep = <T extends Duplex | IncomingMessage>(stream: T): T => {
    open.add(stream)
    stream.once('close', () => open.delete(stream))
    return stream
  }
  const [major = 0, minor = 0] = info.api.split('.').map(Number)

  return {
    host,
    info,
    atLeast(version) {
      const [a = 0, b = 0] = version.split('.').map(Number)
      return major > a || (major === a && minor >= b)
    },
    async call<T>(request: EngineRequest, deadline: number | null = CALL_DEADLINE): Promise<T> {
      const timeout = deadline === null ? undefined : AbortSignal.timeout(deadline)
      const signals = [timeout, request.signal].filter((s) => s !== undefined)
      const answer = await dial(calls, { ...request, signal: AbortSignal.any(signals) }, {})
      return (Buffer.isBuffer(answer) && answer.length === 0 ? undefined : answer) as T
    },
    open: async (request) => keep((await dial(streams, request, { isStream: true })) as IncomingMessage),
    hijack: async (request) => keep((await dial(streams, request, { isStream: true, hijack: true, openStdin: true })) as Duplex),
    close() {
      for (const request of open) request.destroy()
    },
  }
}

function dial(docker: Docker, request: EngineRequest, extra: object): Promise<unknown> {
  const query = Object.fromEntries(Object.entries(request.query ?? {}).filter(([, value]) => value !== undefined))
  return new Promise((resolve, reject) => {
    docker.modem.dial(
      {
        path: `${request.path}?`,
        method: request.method ?? 'GET',
        options: { _query: query, _body: request.body ?? {} },
        statusCodes: GOOD,
        abortSignal: request.signal,
        headers: request.registryAuth === undefined ? {} : { 'X-Registry-Auth': request.registryAuth },
        ...extra,
      } as Parameters<typeof docker.modem.dial>[0],
      (error: unknown, answer: unknown) => {
        if (error === null || error === undefined) resolve(answer)
        else reject(toAppError(error))
      },
    )
  })
}
