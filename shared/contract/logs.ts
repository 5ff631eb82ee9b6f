import { call, stream } from '../rpc/define.ts'
import { ContainerId } from './containers.ts'
import { LogHost, LogSearch, type LogSearchReport, placeIn } from './logs-search.ts'
import { z } from './zod.ts'

/** How many of the newest lines to begin with, per container; `all` reads everything the engine still has. */
export const Tail = z.union([z.int().min(1).max(10_000_000), z.literal('all')])
export type Tail = z.infer<typeof Tail>

/** A moment of the engine's clock as its `since` and `until` take it: seconds since the epoch and nine digits. Both are inclusive. */
export const LogTime = z.string().regex(/^\d{1,10}\.\d{9}$/)
export type LogTime = z.infer<typeof LogTime>

/** Sources a view begins with … */
export const MAX_SOURCES = 64
/** … and has at most, with those that joined: the batch format gives a source one byte. */
export const MOST_SOURCES = 256

/** How lines are written: their bytes, their text without escape sequences, or a JSON object each. */
export const LogFormat = z.enum(['raw', 'text', 'json'])
export type LogFormat = z.infer<typeof LogFormat>

/** Names a followed view that others may join; made by its reader, for each reading anew. */
const ViewId = z.uuid()

const Bytes = z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array)

/** How a container came into a view: of itself, or in the place of one that is gone. */
export const Arrival = z.enum(['joined', 'recreated'])
export type Arrival = z.infer<typeof Arrival>

export const logs = {
  /**
   * The newest lines and all that come after, of one or several containers in the order of their stamps.
   * Items are batches as `shared/log-batch.ts` describes them; source N is the Nth of `sources`.
   * Goes on over restarts of container and engine without losing or doubling a line, and says what happened in notice
   * records. Ends by itself only when every container is removed or unreadable, and with a `view` never: others may `join`.
   * `host` is the one the view is about, where it stood already: while another is chosen nothing of that is read.
   * `as` says again of a source what it was when it came: see `join`.
   * With `since` it begins at that time instead of the tail's; with `until` each source ends there, with the notice `reached`.
   */
  follow: stream(
    z
      .object({
        sources: z.array(z.object({ id: ContainerId, as: Arrival.optional() })).max(MAX_SOURCES),
        tail: Tail,
        since: LogTime.optional(),
        until: LogTime.optional(),
        view: ViewId.optional(),
        host: LogHost.optional(),
      })
      .refine(({ since, until }) => since === undefined || until === undefined || since.padStart(20, '0') <= until.padStart(20, '0')),
    Bytes,
    // 2 to 4 MB under way: with a quarter of that a flood waits for credit more than for the page (bench row3.transport).
    16,
  ),
  /**
   * Adds a container to a followed view. It becomes source `source`, which must be the next one; its first record says that it
   * joined, or was made in the place of one that is gone. False: there is no such view (any more), or it has other sources.
   */
  join: call(
    z.object({
      view: ViewId,
      id: ContainerId,
      source: z
        .int()
        .min(0)
        .max(MOST_SOURCES - 1),
      tail: Tail,
      as: Arrival,
    }),
    z.boolean(),
  ),
  /**
   * Looks through everything the engine still has, oldest lines first, source by source. Reads no further ahead than a piece;
   * breaking off ends the engine's connections. Ends when the earliest matches of all were found, and with `logs.pattern-bad` or
   * `logs.pattern-slow` for an expression that cannot be used. A source that fails says so in its state and stops no other.
   */
  search: stream(LogSearch, z.custom<LogSearchReport>(), 2),
  /**
   * Lines before a place and from it on, as batches of `follow`; then it ends, with the notice that nothing more comes.
   * At most 2 MiB of lines before it are given.
   */
  around: stream(placeIn(ContainerId), Bytes, 4),
  /**
   * Lines of one or several containers merged by their stamps, written as `shared/log-format.ts` says; ends when all was read.
   * Fails rather than end early. A line longer than 4 MiB says how much of it is left out.
   */
  export: stream(
    z.object({
      sources: z
        .array(z.object({ id: ContainerId, name: z.string().min(1).max(300) }))
        .min(1)
        .max(MOST_SOURCES),
      format: LogFormat,
      stamps: z.boolean(),
      since: LogTime.optional(),
      until: LogTime.optional(),
      host: LogHost.optional(),
    }),
    Bytes,
    4,
  ),
  /** Everything the engine still has of one container, byte for byte as `docker logs` prints it, stdout and stderr in order. */
  save: stream(z.object({ id: ContainerId, stamps: z.boolean(), host: LogHost.optional() }), Bytes, 4),
}
