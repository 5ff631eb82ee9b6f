import { stream } from '../rpc/define.ts'
import { ContainerId } from './containers.ts'
import { LogPlace, LogSearch, type LogSearchReport } from './logs-search.ts'
import { z } from './zod.ts'

/** How many of the newest lines to begin with, per container; `all` reads everything the engine still has. */
export const Tail = z.union([z.int().min(1).max(10_000_000), z.literal('all')])
export type Tail = z.infer<typeof Tail>

/** Sources of one view; the batch format gives a source one byte. */
export const MAX_SOURCES = 64

const Bytes = z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array)

export const logs = {
  /**
   * The newest lines and all that come after, of one or several containers in the order of their stamps.
   * Items are batches as `shared/log-batch.ts` describes them; source N is the Nth of `sources`.
   * Goes on over restarts of container and engine without losing or doubling a line, and says what happened in notice
   * records. Ends by itself only when every container is removed or unreadable.
   */
  follow: stream(
    z.object({
      sources: z
        .array(z.object({ id: ContainerId }))
        .min(1)
        .max(MAX_SOURCES),
      tail: Tail,
    }),
    Bytes,
    4,
  ),
  /**
   * Looks through everything the engine still has, oldest lines first, source by source. Reads no further ahead than a piece;
   * breaking off ends the engine's connections. Ends when all was read or `max` was found, and with `logs.pattern-bad` or
   * `logs.pattern-slow` for an expression that cannot be used. A source that fails says so in its state and stops no other.
   */
  search: stream(LogSearch, z.custom<LogSearchReport>(), 2),
  /**
   * Lines before a place and from it on, as batches of `follow`; then it ends, with the notice that nothing more comes.
   * At most 2 MiB of lines before it are given.
   */
  around: stream(z.object({ id: ContainerId, at: LogPlace, before: z.int().min(0).max(5000), after: z.int().min(1).max(5000) }), Bytes, 4),
  /** Everything the engine still has of one container, byte for byte as `docker logs` prints it, stdout and stderr in order. */
  save: stream(z.object({ id: ContainerId, stamps: z.boolean() }), Bytes, 4),
}
