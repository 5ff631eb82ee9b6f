import type { AppContract } from '../../shared/contract/index.ts'
import type { LogSearch } from '../../shared/contract/logs-search.ts'
import { RecordId } from '../../shared/contract/records.ts'
import { appError } from '../../shared/errors.ts'
import { Notice } from '../../shared/log-batch.ts'
import { BatchBuilder } from '../../shared/log-batch-builder.ts'
import type { Handlers } from '../../shared/rpc/define.ts'
import type { EngineSource } from '../docker/engine.ts'
import { pause } from '../docker/lib/pause.ts'
import { Bell } from '../docker/logs/bell.ts'
import { oldestLine } from '../docker/logs/oldest.ts'
import { Origin } from '../docker/logs/origin.ts'
import type { ReadWhole } from '../docker/logs/search/reader.ts'
import { readerOf as engineReader, searchWhole } from '../docker/logs/search/search.ts'
import { partOf } from './part.ts'
import { aroundRecord, readerOf } from './read.ts'
import { Recorder, type RecorderConfig } from './recorder.ts'
import type { StoredLog } from './stored-log.ts'
import { textOf } from './text.ts'

/** No more reports than this, milliseconds apart. */
const EVERY = 500

export type Records = { handlers: Handlers<AppContract>['records']; close(): Promise<void> }

/** Logs kept beyond their containers; how they lie on the disk stands in `format.ts`. */
export function records(config: RecorderConfig): Records {
  const recorder = new Recorder(config)
  async function find(id: string): Promise<StoredLog> {
    const log = await recorder.find(id)
    if (log === undefined) throw appError('records.not-found')
    return log
  }
  return {
    handlers: {
      record: ({ rule }) => recorder.setRule(rule, true),
      stop: ({ rule }) => recorder.setRule(rule, false),
      watch: (_input, signal) => watch(recorder, signal),
      async *read({ id, ...part }, signal) {
        yield* partOf(await find(id), part, signal)
        const end = new BatchBuilder()
        end.notice(0, Notice.caughtUp, '')
        yield end.take()
      },
      search: (input, signal) => search(recorder, config.engine, input, signal),
      async *around({ id, ...place }, signal) {
        yield* aroundRecord(await find(id), place, signal)
      },
      async *save({ id, format, stamps, ...times }, signal) {
        const log = await find(id)
        for await (const batch of partOf(log, times, signal)) yield textOf(batch, log.meta.name, { format, stamps })
      },
      remove: ({ ids }) => recorder.remove(ids),
      setLimits: (limits) => recorder.setLimits(limits),
    },
    close: () => recorder.close(),
  }
}

async function* search(recorder: Recorder, engine: EngineSource, { sources, host, ...what }: LogSearch, signal: AbortSignal) {
  const engineOf = () => new Origin(engine, host ?? null).connected()
  const whole = await Promise.all(
    sources.map(async ({ id, after, olderThan }) => {
      if (!RecordId.safeParse(id).success) return { read: ofEngine(engineOf, id), after }
      // Asked when its turn has come: lines that go meanwhile are rather given twice than not at all.
      const end = olderThan === undefined ? undefined : (stop: AbortSignal) => oldest(engineOf, olderThan, stop)
      return { read: readerOf(await recorder.find(id), end), after }
    }),
  )
  yield* searchWhole(whole, what, signal)
}

/** An engine that is not there fails the search of its logs, and of no record. */
const ofEngine = (engine: EngineSource, id: string): ReadWhole =>
  async function* (...args) {
    yield* engineReader(engine(), id)(...args)
  }

async function oldest(engine: EngineSource, id: string, signal: AbortSignal) {
  try {
    return await oldestLine(engine(), id, signal)
  } catch {
    return null
  }
}

async function* watch(recorder: Recorder, signal: AbortSignal) {
  const bell = new Bell()
  const ring = () => bell.ring()
  const forget = recorder.onChange(ring)
  signal.addEventListener('abort', ring, { once: true })
  try {
    while (!signal.aborted) {
      yield await recorder.state()
      await pause(EVERY, signal)
      await bell.wait()
    }
  } finally {
    forget()
    signal.removeEventListener('abort', ring)
  }
}
