import { call, stream } from '../rpc/define.ts'
import { z } from './zod.ts'

/** Full id; the engine's own are 64 hex digits, short ones are accepted nowhere. */
export const ContainerId = z.string().regex(/^[a-f0-9]{64}$/)

export const ContainerState = z.enum(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'])
export type ContainerState = z.infer<typeof ContainerState>

export const Port = z.object({
  /** Host address, '' when not published. `0.0.0.0` and `::` of one mapping are merged into one entry with ip '0.0.0.0'. */
  ip: z.string(),
  /** Host port, null when only exposed. */
  host: z.number().nullable(),
  container: z.number(),
  protocol: z.string(),
})
export type Port = z.infer<typeof Port>

/**
 * Labels as their setter wrote them, `__proto__` among the keys too, so the object is passed on as it is: a zod record would drop
 * that key. Read with `Object.entries` or `Object.hasOwn`, never with a plain index by a name from outside.
 */
export const Labels = z.custom<Record<string, string>>(
  (value) => typeof value === 'object' && value !== null && Object.values(value).every((v) => typeof v === 'string'),
)

/** Longest text of a row that the engine does not bound: label keys and values, command, mount points. The whole stands in `inspect`. */
export const ROW_TEXT = 256
/** Most labels a row carries. */
export const ROW_LABELS = 128

/** A row of `docker ps -a`. */
export const Container = z.object({
  id: ContainerId,
  name: z.string(),
  /** What the user typed: repository:tag, or `sha256:…` once that tag has moved. */
  image: z.string(),
  imageId: z.string(),
  command: z.string(),
  /** Seconds since the epoch; 0 = unknown. */
  created: z.number(),
  state: ContainerState,
  /** The engine's own words: "Up 3 hours (healthy)". */
  status: z.string(),
  /**
   * Seconds since the epoch when that state began, worked out from the words of `status`, so exact to their unit only
   * ("Up 3 hours"); null where they name no time. Words grow old while nothing happens, this does not.
   */
  since: z.number().nullable(),
  health: z.enum(['none', 'starting', 'healthy', 'unhealthy']),
  /** From `Exited (137) …` or `Restarting (1) …`; null while it runs or never ran. */
  exitCode: z.number().nullable(),
  ports: z.array(Port),
  /** Keys and values cut at `ROW_TEXT` characters, at most `ROW_LABELS` of them. */
  labels: Labels,
  /** Compose project and service by their labels; null outside a project. */
  project: z.string().nullable(),
  service: z.string().nullable(),
  networks: z.array(z.string()),
  mounts: z.array(z.string()),
})
export type Container = z.infer<typeof Container>

/** One sample of a running container. */
export const ContainerStats = z.object({
  id: ContainerId,
  /** Percent of one core: 100 = one core busy; null for a first sample, which has nothing to be compared with. */
  cpu: z.number().nullable(),
  /** Bytes without the page cache. */
  memory: z.number(),
  /** Bytes; 0 = no limit of its own. */
  memoryLimit: z.number(),
})
export type ContainerStats = z.infer<typeof ContainerStats>

const One = z.object({ id: ContainerId })

export const containers = {
  start: call(One, z.void()),
  /** Waits as long as the container's own stop time-out. */
  stop: call(One, z.void()),
  restart: call(One, z.void()),
  kill: call(One, z.void()),
  pause: call(One, z.void()),
  unpause: call(One, z.void()),
  rename: call(
    z.object({
      id: ContainerId,
      name: z
        .string()
        .max(255)
        .regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/),
    }),
    z.void(),
  ),
  remove: call(z.object({ id: ContainerId, force: z.boolean(), volumes: z.boolean() }), z.void()),
  /** The engine's inspect document, as it came. */
  inspect: call(One, z.unknown()),
  /**
   * The latest samples of these containers: at once, a second later, then every `seconds` after the reader asked for the next.
   * A stopped one is left out; the stream ends when all of them are gone.
   */
  stats: stream(z.object({ ids: z.array(ContainerId).max(200), seconds: z.number().min(1).max(60) }), z.array(ContainerStats), 1),
}
