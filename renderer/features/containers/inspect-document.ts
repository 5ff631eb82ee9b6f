import { z } from '../../../shared/contract/zod.ts'

/**
 * The part of `GET /containers/{id}/json` (API 1.41, Podman 4) that the overview reads; anything missing or of another type is left out.
 * Records of names from outside are passed on as they came, because a zod record drops the key `__proto__`.
 */
const text = z.string().nullish().catch(undefined)
const count = z.number().nullish().catch(undefined)
const flag = z.boolean().nullish().catch(undefined)
const texts = z.array(z.string()).nullish().catch(undefined)
/** Podman sends a string where Docker sends a list. */
const words = z
  .union([z.array(z.string()), z.string().transform((one) => [one])])
  .nullish()
  .catch(undefined)
const recordOf = <T>(value: z.ZodType<T>) =>
  z
    .custom<Record<string, unknown>>((given) => typeof given === 'object' && given !== null && !Array.isArray(given))
    .transform((given) =>
      Object.fromEntries(
        Object.entries(given).flatMap(([key, item]) => {
          const parsed = value.safeParse(item)
          return parsed.success ? [[key, parsed.data] as const] : []
        }),
      ),
    )
    .nullish()
    .catch(undefined)
const part = <T extends z.ZodRawShape>(shape: T) => z.object(shape).nullish().catch(undefined)

const Bindings = z.array(z.object({ HostIp: text, HostPort: text })).nullable()

const State = part({
  Status: text,
  Running: flag,
  OOMKilled: flag,
  ExitCode: count,
  Error: text,
  StartedAt: text,
  FinishedAt: text,
  Health: part({
    Status: text,
    FailingStreak: count,
    Log: z
      .array(z.object({ End: text, ExitCode: count, Output: text }))
      .nullish()
      .catch(undefined),
  }),
})

const HostConfig = part({
  Privileged: flag,
  CapAdd: texts,
  CapDrop: texts,
  NetworkMode: text,
  PidMode: text,
  IpcMode: text,
  UTSMode: text,
  UsernsMode: text,
  CgroupnsMode: text,
  Devices: z
    .array(z.object({ PathOnHost: text }))
    .nullish()
    .catch(undefined),
  DeviceRequests: z
    .array(z.object({ Driver: text }))
    .nullish()
    .catch(undefined),
  SecurityOpt: texts,
  ReadonlyRootfs: flag,
  Runtime: text,
  AutoRemove: flag,
  Memory: count,
  NanoCpus: count,
  RestartPolicy: part({ Name: text, MaximumRetryCount: count }),
  PortBindings: recordOf(Bindings),
  Tmpfs: recordOf(z.string()),
})

export const Inspect = z.object({
  Created: text,
  Image: text,
  RestartCount: count,
  Path: text,
  Args: texts,
  State,
  Config: part({ Image: text, Cmd: words, Entrypoint: words, Env: texts, User: text, WorkingDir: text, Tty: flag, Hostname: text }),
  HostConfig,
  Mounts: z
    .array(z.object({ Type: text, Name: text, Source: text, Destination: text, RW: flag }))
    .nullish()
    .catch(undefined),
  NetworkSettings: part({
    Ports: recordOf(Bindings),
    Networks: recordOf(z.object({ IPAddress: text, GlobalIPv6Address: text }).nullable()),
  }),
})
export type Inspect = z.infer<typeof Inspect>

/** Milliseconds of one of the engine's times; null for Go's zero time and for anything that is no time. */
export function engineTime(time: string | null | undefined): number | null {
  const at = Date.parse(time ?? '')
  return Number.isNaN(at) || at <= 0 ? null : at
}
