import { call, stream } from '../rpc/define.ts'
import { z } from './zod.ts'

/** A place where an engine may answer, and how we came to know it. */
export const Host = z.object({
  /** Stable over restarts: `env`, `context:NAME`, `socket:PATH`, `given`. */
  id: z.string().max(512),
  name: z.string(),
  /** `unix:///…`, `npipe:////./pipe/…`, `tcp://…`, `ssh://…` */
  address: z.string(),
  source: z.enum(['given', 'environment', 'context', 'socket', 'sandbox']),
})
export type Host = z.infer<typeof Host>

/**
 * Ways of not answering, each with its own remedy. `insecure`: a connection to another machine that nothing protects, not yet
 * allowed by the user. `lost`: it answered until a moment ago. `failed`: anything else, `detail` has the words.
 */
export const HostProblem = z.enum(['absent', 'denied', 'refused', 'silent', 'too-old', 'tls', 'insecure', 'bad-address', 'lost', 'failed'])
export type HostProblem = z.infer<typeof HostProblem>

/** What a look at a host showed. */
export const HostProbe = z.object({
  host: Host,
  /** The one the docker CLI would use. */
  preferred: z.boolean(),
  problem: HostProblem.nullable(),
  /** "Engine 28.2", "Podman 4.3" when it answers. */
  engine: z.string().nullable(),
  detail: z.string().nullable(),
})
export type HostProbe = z.infer<typeof HostProbe>

export const EngineInfo = z.object({
  kind: z.enum(['docker', 'podman']),
  version: z.string(),
  api: z.string(),
  os: z.string(),
  arch: z.string(),
  cpus: z.number(),
  /** Bytes. */
  memory: z.number(),
})
export type EngineInfo = z.infer<typeof EngineInfo>

/** The connection to the chosen host; travels as a patch like any entity. */
export const Connection = z.discriminatedUnion('state', [
  z.object({ state: z.literal('connecting'), host: Host.nullable() }),
  z.object({ state: z.literal('connected'), host: Host, engine: EngineInfo }),
  z.object({
    state: z.literal('failed'),
    host: Host.nullable(),
    problem: HostProblem,
    detail: z.string().nullable(),
    /** Milliseconds until the next try by itself. */
    retryIn: z.number(),
    /** True when entities of an earlier connection are still shown. */
    stale: z.boolean(),
  }),
])
export type Connection = z.infer<typeof Connection>

/** What ends when the chosen host is left, or Gantry quits. Attached terminals are not among it: their containers run on. */
export const Unfinished = z.object({
  /** Shells and commands that run; `program` as in a session. */
  terminals: z.array(z.object({ container: z.string(), program: z.string() })),
  /** References of the images being pulled. */
  pulls: z.array(z.string()),
})
export type Unfinished = z.infer<typeof Unfinished>

export const hosts = {
  /** Looks at every known place, all at once; each within 5 s. */
  probe: call(z.object({}), z.array(HostProbe)),
  /**
   * Switches to a host that `probe` listed and returns when it is connected or has failed to. What `unfinished` tells of is ended
   * first; terminals keep what they showed.
   * `insecure`: the user has typed that an unprotected connection to another machine is wanted.
   */
  use: call(z.object({ id: z.string().max(512), insecure: z.boolean().default(false) }), z.void()),
  /** What a switch would end: to be asked about before it. */
  unfinished: call(z.object({}), Unfinished),
  /** Tries the chosen host again at once; returns when that try is over, however it went (the connection patch says). */
  retry: call(z.object({}), z.void()),
  /** The user is here: makes sure that the engine still answers, unless it was heard in the last seconds. */
  check: call(z.object({}), z.void()),
  /** Whether this machine can start the sandbox's engine, and how it goes. */
  sandbox: call(z.object({}), z.object({ available: z.boolean(), running: z.boolean() })),
  /** Starts it and switches to it; lines of progress. */
  startSandbox: stream(z.object({}), z.string()),
}
