import { z } from '../../../shared/contract/zod.ts'

const count = z.number().nullish().catch(undefined)
const usage = z.object({ total_usage: count, percpu_usage: z.array(z.number()).nullish().catch(undefined) })
const cpu = z.object({ cpu_usage: usage.nullish().catch(undefined), system_cpu_usage: count, online_cpus: count })
/** The engine sends numbers only; anything else in here is left out. */
const memory = z.object({ usage: count, limit: count, stats: z.record(z.string(), z.unknown()).nullish().catch(undefined) })

/** What is used of one answer of `GET /containers/{id}/stats`. */
export const RawStats = z.object({
  read: z.string().nullish().catch(undefined),
  cpu_stats: cpu.nullish().catch(undefined),
  memory_stats: memory.nullish().catch(undefined),
})
export type RawStats = z.infer<typeof RawStats>

/** The counters one sample leaves for the next. Nanoseconds of CPU time, and milliseconds of the clock of the engine's host. */
export type Counters = { container: number; system: number | null; at: number }

/** Null for a container that does not run: the engine then answers with zeros and no time. */
export function toCounters(raw: RawStats): Counters | null {
  const container = raw.cpu_stats?.cpu_usage?.total_usage
  const at = Date.parse(raw.read ?? '')
  // Year 1 is Go's zero time.
  if (typeof container !== 'number' || Number.isNaN(at) || at <= 0 || container === 0) return null
  return { container, system: raw.cpu_stats?.system_cpu_usage ?? null, at }
}

/**
 * Percent of one core: Δcontainer / Δsystem × online CPUs × 100. Where the engine's host has no system counter (Podman, Windows) the time
 * between the two reads stands for it. Counters start anew after a restart, so a negative difference is 0. Null without a change of the clock.
 */
export function cpuPercent(before: Counters, after: Counters, onlineCpus: number): number | null {
  const used = Math.max(0, after.container - before.container)
  if (before.system !== null && after.system !== null) {
    const all = after.system - before.system
    return all > 0 ? (used / all) * onlineCpus * 100 : null
  }
  const elapsed = (after.at - before.at) * 1e6
  return elapsed > 0 ? (used / elapsed) * 100 : null
}

/** `percpu_usage` is absent on cgroup v2, `online_cpus` in old answers. */
export const onlineCpus = (raw: RawStats): number => raw.cpu_stats?.online_cpus || raw.cpu_stats?.cpu_usage?.percpu_usage?.length || 1

/**
 * Bytes in use without the page cache that the kernel would give back at once, as `docker stats` counts:
 * `total_inactive_file` on cgroup v1, `inactive_file` on v2.
 */
export function memoryUsed(raw: RawStats): number {
  const used = raw.memory_stats?.usage ?? 0
  const stats = raw.memory_stats?.stats ?? {}
  const cache = Object.hasOwn(stats, 'total_inactive_file') ? stats['total_inactive_file'] : stats['inactive_file']
  return typeof cache === 'number' && cache >= 0 && cache < used ? used - cache : used
}

/** The container's own limit in bytes, 0 for none: the engine then names all of the host's memory, or cgroup v1's largest number. */
export function memoryLimit(raw: RawStats, hostMemory: number): number {
  const limit = raw.memory_stats?.limit ?? 0
  return limit > 0 && (hostMemory === 0 || limit < hostMemory) ? limit : 0
}
