import { call } from '../rpc/define.ts'
import { ContainerId } from './containers.ts'
import { z } from './zod.ts'

const NO_NUL = /^[^\0]*$/
const text = (max: number) => z.string().max(max).regex(NO_NUL)
const PortNumber = z.number().int().min(1).max(65535)

/** A port of the container made reachable on the host: `-p`. */
export const Publish = z.object({
  /** Host address; '' = all interfaces. Square brackets of IPv6 left off. */
  ip: z
    .string()
    .max(45)
    .regex(/^[0-9a-fA-F.:]*$/),
  /** null = the engine chooses a free one. */
  host: PortNumber.nullable(),
  container: PortNumber,
  protocol: z.enum(['tcp', 'udp', 'sctp']),
})
export type Publish = z.infer<typeof Publish>

/** A folder of the engine's host (absolute, as the daemon sees it) or a named volume in the container: `-v`. */
export const Mount = z.object({
  source: z
    .string()
    .max(4096)
    .regex(/^(\/[^\0:]*|[a-zA-Z]:[\\/][^\0:]*|[a-zA-Z0-9][a-zA-Z0-9_.-]+)$/),
  target: z
    .string()
    .max(4096)
    .regex(/^\/[^\0:]*$/),
  readOnly: z.boolean(),
})
export type Mount = z.infer<typeof Mount>

export const Restart = z.enum(['no', 'on-failure', 'always', 'unless-stopped'])

/** What the run form says; main makes the API body of it and judges that. */
export const RunSpec = z.object({
  image: z.string().min(1).max(512),
  /** '' = the engine chooses one. */
  name: z
    .string()
    .max(255)
    .regex(/^([a-zA-Z0-9][a-zA-Z0-9_.-]+)?$/),
  /** Words; none = the image's own. */
  command: z.array(text(131_072)).max(1024),
  /** First word replaces the image's entry point, further ones stand before the command; none = the image's own. */
  entrypoint: z.array(text(4096)).max(64),
  /** A terminal and open input: `-it`. */
  interactive: z.boolean(),
  /** `-d` */
  detached: z.boolean(),
  /** `--rm` */
  remove: z.boolean(),
  ports: z.array(Publish).max(256),
  mounts: z.array(Mount).max(256),
  env: z.array(z.object({ name: text(4096).regex(/^[^=\0]+$/), value: text(131_072) })).max(1024),
  restart: Restart,
  /** Only with `on-failure`; 0 = no limit. */
  maxRetries: z.number().int().min(0).max(10_000),
})
export type RunSpec = z.infer<typeof RunSpec>

/** Whether a host port can be had. `container` names its holder; `process` is one outside the engine; `unknown` where the host is another machine. */
export const PortCheck = z.object({
  state: z.enum(['free', 'container', 'process', 'unknown']),
  holder: z.string(),
  /** The next one that is free; null when none was found or needed. */
  free: z.number().nullable(),
})
export type PortCheck = z.infer<typeof PortCheck>

export const run = {
  /** One answer for each port asked for, in order. */
  ports: call(z.object({ ports: z.array(Publish).max(256) }), z.array(PortCheck)),
  /** Creates the container and starts nothing. The image must be on the host. */
  create: call(z.object({ spec: RunSpec }), z.object({ id: ContainerId, name: z.string(), warnings: z.array(z.string()) })),
}
