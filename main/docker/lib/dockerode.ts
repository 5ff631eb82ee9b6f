import type http from 'node:http'
import type Docker from 'dockerode'
import type { Dial } from './dial.ts'
import type { EngineRequest } from './request.ts'

const GOOD = { 101: true, 200: true, 201: true, 202: true, 204: true, 304: true }

export type Client = (request: EngineRequest, extra: object, signal: AbortSignal) => Promise<unknown>

/** A dockerode client over our own way to the engine. */
export function createClient(dockerode: typeof Docker, dial: Dial, agent: http.Agent, api: string): Client {
  const docker = construct(dockerode, { ...optionsOf(dial), agent, version: `v${api}`, pathPrefix: '/' } as Docker.DockerOptions)
  return (request, extra, signal) => {
    const query = Object.fromEntries(Object.entries(request.query ?? {}).filter(([, value]) => value !== undefined))
    return new Promise((resolve, reject) => {
      docker.modem.dial(
        {
          path: `${request.path}?`,
          method: request.method ?? 'GET',
          options: { _query: query, _body: request.body ?? {} },
          statusCodes: GOOD,
          abortSignal: signal,
          headers: { Host: 'docker', ...(request.registryAuth === undefined ? {} : { 'X-Registry-Auth': request.registryAuth }) },
          ...extra,
        } as Parameters<typeof docker.modem.dial>[0],
        (error: unknown, answer: unknown) => {
          if (error === null || error === undefined) resolve(answer)
          else reject(error as Error)
        },
      )
    })
  }
}

/** Every field is named, if only as undefined: docker-modem fills those left out from the process's environment. */
function optionsOf({ target }: Dial): object {
  const none = {
    host: undefined,
    port: undefined,
    socketPath: undefined,
    ca: undefined,
    cert: undefined,
    key: undefined,
    timeout: undefined,
  }
  if ('socketPath' in target) return { ...none, protocol: 'http', socketPath: target.socketPath }
  return { ...none, ...target }
}

/** docker-modem reads the environment even when told everything, and throws on a host or a certificate path it does not like. */
function construct(dockerode: typeof Docker, options: Docker.DockerOptions): Docker {
  const { DOCKER_HOST, ...rest } = process.env
  if (DOCKER_HOST === undefined) return new dockerode(options)
  const before = process.env
  process.env = rest
  try {
    return new dockerode(options)
  } finally {
    process.env = before
  }
}
