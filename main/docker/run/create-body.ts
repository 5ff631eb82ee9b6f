import type { RunSpec } from '../../../shared/contract/run.ts'
import { mountArgument } from '../../../shared/docker-run.ts'

/** The part of `POST /containers/create` (API 1.41) that the run form can say, named as the API names it. */
export type CreateBody = {
  Image: string
  Cmd?: string[]
  Entrypoint?: string[]
  Env: string[]
  Tty: boolean
  OpenStdin: boolean
  StdinOnce: boolean
  AttachStdin: boolean
  AttachStdout: boolean
  AttachStderr: boolean
  ExposedPorts: Record<string, Record<string, never>>
  HostConfig: {
    AutoRemove: boolean
    Binds: string[]
    PortBindings: Record<string, { HostIp: string; HostPort: string }[]>
    RestartPolicy: { Name: string; MaximumRetryCount: number }
  }
}

/** The same body the docker CLI makes of the equivalent `docker run` line; a test holds the two together. */
export function createBody(spec: RunSpec): CreateBody {
  const [entry, ...arguments_] = spec.entrypoint
  const command = [...arguments_, ...spec.command]
  const attached = !spec.detached
  const bindings: CreateBody['HostConfig']['PortBindings'] = {}
  for (const port of spec.ports) {
    const key = `${port.container}/${port.protocol}`
    bindings[key] = [...(bindings[key] ?? []), { HostIp: port.ip, HostPort: port.host === null ? '' : String(port.host) }]
  }
  return {
    Image: spec.image,
    ...(command.length > 0 ? { Cmd: command } : {}),
    ...(entry !== undefined ? { Entrypoint: [entry] } : {}),
    Env: spec.env.map(({ name, value }) => `${name}=${value}`),
    Tty: spec.interactive,
    OpenStdin: spec.interactive,
    StdinOnce: spec.interactive && attached,
    AttachStdin: spec.interactive && attached,
    AttachStdout: attached,
    AttachStderr: attached,
    ExposedPorts: Object.fromEntries(Object.keys(bindings).map((key) => [key, {}])),
    HostConfig: {
      AutoRemove: spec.remove,
      Binds: spec.mounts.map(mountArgument),
      PortBindings: bindings,
      RestartPolicy: { Name: spec.restart, MaximumRetryCount: spec.restart === 'on-failure' ? spec.maxRetries : 0 },
    },
  }
}
