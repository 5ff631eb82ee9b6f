import { ContainerId } from './containers.ts'
import { Host } from './hosts.ts'
import { z } from './zod.ts'

/** Which host a log is about, where that is known: while another one is chosen, nothing is asked of that. */
export const LogHost = Host.pick({ name: true, address: true })
export type LogHost = z.infer<typeof LogHost>

/** A line of one container: its stamp, and which of the lines that bear it, counted from 0. */
export const LogPlace = z.object({
  sec: z
    .int()
    .min(0)
    .max(2 ** 32 - 1),
  nano: z.int().min(0).max(999_999_999),
  tie: z.int().min(0).max(1_000_000_000),
})
export type LogPlace = z.infer<typeof LogPlace>

/** Most matches one search is asked for. */
export const MAX_FOUND = 2000

/** Most logs one search looks through. */
export const MAX_SEARCHED = 64

/** A search over whole logs, which `id` names. */
export const searchOver = <Id extends z.ZodType<string>>(id: Id) =>
  z.object({
    /**
     * `after`: goes on behind this line, where an earlier search stopped. `olderThan`, of a record: no more of it than what the
     * engine does not have any more of this container, which is searched as well.
     */
    sources: z
      .array(z.object({ id, after: LogPlace.optional(), olderThan: ContainerId.optional() }))
      .min(1)
      .max(MAX_SEARCHED),
    pattern: z.object({ text: z.string().min(1).max(1000), regex: z.boolean(), matchCase: z.boolean(), wholeWord: z.boolean() }),
    /**
     * The earliest matches of all sources that are wanted: no source is read beyond them. What was found and turns out not to be
     * among them is given all the same. `upTo`: of younger lines none are wanted.
     */
    max: z.int().min(1).max(MAX_FOUND),
    upTo: LogPlace.pick({ sec: true, nano: true }).optional(),
    host: LogHost.optional(),
  })
export const LogSearch = searchOver(ContainerId)
export type LogSearch = z.infer<typeof LogSearch>

/** A place of a whole log with the lines around it, so many before and from it on. */
export const placeIn = <Id extends z.ZodType<string>>(id: Id) =>
  z.object({ id, at: LogPlace, before: z.int().min(0).max(5000), after: z.int().min(1).max(5000), host: LogHost.optional() })
export type LogAround = z.infer<ReturnType<typeof placeIn<typeof ContainerId>>>

/**
 * A line that matches. `text` is the part of it around its first match, which lies at `start … end`, without escape sequences. It
 * is the `nth` line of its source that this search looked through; about so many `bytes` of it stand before the line, and so many
 * lines that were `cut`.
 */
export type LogFound = LogPlace & { source: number; stderr: boolean; text: string; start: number; end: number } & LogFigures
export type LogFigures = { nth: number; bytes: number; cut: number }

/** How far the search of one source has come. */
export type LogSearchSource = {
  state: 'waiting' | 'reading' | 'done' | 'failed'
  /** Lines and bytes read by this search. */
  lines: number
  bytes: number
  /** Lines longer than 64 KiB: only so much of each was looked through. */
  cut: number
  /** The last line that was looked through: where to go on. Null before the first. */
  at: LogPlace | null
  /** Why it failed: an `AppError` without its class. */
  error: { code: string; params: Record<string, string | number | boolean>; detail: string | undefined } | null
}

/** What was found since the last report, and how all sources stand now. */
export type LogSearchReport = {
  found: LogFound[]
  sources: LogSearchSource[]
  /** There may be later matches: not all was looked through. */
  more: boolean
}
