import type { LogFound, LogPlace, LogSearch, LogSearchReport } from '../../../../shared/contract/logs-search.ts'
import type { AppError } from '../../../../shared/errors.ts'
import type { Engine, EngineSource } from '../../engine.ts'
import { sharedController } from '../../lib/signals.ts'
import { stampText } from '../../lib/stamp.ts'
import { toAppError } from '../../lib/to-app-error.ts'
import { Bell } from '../bell.ts'
import { readLog } from '../read.ts'
import { Earliest } from './earliest.ts'
import { Matcher } from './matcher.ts'
import { type ReadWhole, SourceSearch } from './reader.ts'

/** Logs read at once: the engine decodes each on one core. */
const AT_ONCE = 3
/** Reports come no more often than this. Milliseconds. */
const EVERY = 100

/** The `logs.search` stream. */
export function search(source: EngineSource, { sources, ...what }: LogSearch, signal: AbortSignal) {
  const engine = source()
  const whole = sources.map(({ id, after }) => ({ read: readerOf(engine, id), after }))
  return searchWhole(whole, what, signal)
}

/** Reads what the engine has of a container for a search. */
export const readerOf =
  (engine: Engine, id: string): ReadWhole =>
  (after, signal, sink) =>
    readLog(engine, id, after === null ? { tail: 'all' } : { since: stampText(after) }, signal, sink)

export type WholeLog = { read: ReadWhole; after?: LogPlace | undefined }

/**
 * Looks through whole logs for the earliest matches of all. In memory are a piece of each that is being read, what was found since
 * the last report, and the places of as many matches as are wanted.
 */
export async function* searchWhole(
  sources: readonly WholeLog[],
  { pattern, max, upTo }: Pick<LogSearch, 'pattern' | 'max' | 'upTo'>,
  signal: AbortSignal,
) {
  const matcher = new Matcher(pattern)
  const earliest = new Earliest(max, upTo)
  const stop = sharedController()
  const bell = new Bell()
  const all = sources.map(({ read, after }, index) => new SourceSearch(index, read, after ?? null))
  let found: LogFound[] = []
  const give = (more: LogFound[]) => {
    for (const one of more) found.push(one)
    bell.ring()
  }
  const leave = () => {
    stop.abort()
    bell.ring()
  }
  const report = (): LogSearchReport => {
    const told = found
    found = []
    return { found: told, sources: all.map(({ status }) => ({ ...status })), more: all.some(({ full }) => full) }
  }
  signal.addEventListener('abort', leave, { once: true })
  let ended: { error: AppError | null } | null = null
  try {
    void readAll(all, (one) => one.run({ matcher, earliest, max, give }, stop.signal), stop).then((error) => {
      ended = { error }
      bell.ring()
    })
    const over = (): { error: AppError | null } | null => ended
    for (let last = 0; over() === null && !signal.aborted; ) {
      await bell.wait(EVERY)
      const wait = last + EVERY - performance.now()
      if (wait > 0 && over() === null) await bell.wait(wait)
      last = performance.now()
      if (over() === null) yield report()
    }
    if (signal.aborted) return
    yield report()
    const failure = over()?.error ?? null
    if (failure !== null) throw failure
  } finally {
    signal.removeEventListener('abort', leave)
    leave()
    matcher.close()
  }
}

/** Some at a time. A failure of one is its own, but one of the pattern ends all; it is the answer then. Never rejects. */
async function readAll(
  all: readonly SourceSearch[],
  run: (one: SourceSearch) => Promise<void>,
  stop: AbortController,
): Promise<AppError | null> {
  const failures: AppError[] = []
  const queue = all.values()
  const failed = (one: SourceSearch, error: AppError) => {
    if (stop.signal.aborted) return
    const { code, params, detail } = error
    if (code.startsWith('logs.pattern-')) {
      failures.push(error)
      stop.abort()
    } else {
      one.status.state = 'failed'
      one.status.error = { code, params, detail }
    }
  }
  const worker = async () => {
    for (const one of queue) {
      if (stop.signal.aborted) return
      await run(one).catch((error: unknown) => failed(one, toAppError(error)))
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, all.length) }, worker))
  return failures[0] ?? null
}
