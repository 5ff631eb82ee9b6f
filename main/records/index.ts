import type { AppContract } from '../../shared/contract/index.ts'
import type { LogSearch } from '../../shared/contract/logs-search.ts'
import { appError } from '../../shared/errors.ts'
import { Notice } from '../../shared/log-batch.ts'
import { BatchBuilder } from '../../shared/log-batch-builder.ts'
import type { Handlers } from '../../shared/rpc/define.ts'
import { pause } from '../docker/lib/pause.ts'
import { Bell } from '../docker/logs/bell.ts'
import { searchWhole } from '../docker/logs/search/search.ts'
import { aroundRecord, readerOf } from './read.ts'
import { Recorder, type RecorderConfig } from './recorder.ts'
import { textOf } from './text.ts'

/** No more reports than this, milliseconds apart. */
const EVERY = 500

export type Records = { handlers: Handlers<AppContract>['records']; close(): Promise<void> }

/** Logs kept beyond their containers; how they lie on the disk stands in `format.ts`. */
export function records(config: RecorderConfig): Records {
  const recorder = new Recorder(config)
  async function* read(id: string, signal: AbortSignal) {
    const log = await recorder.find(id)
    if (log === undefined) throw appError('records.not-found')
    yield* log.batches(signal)
  }
  return {
    handlers: {
      record: ({ rule }) => recorder.setRule(rule, true),
      stop: ({ rule }) => recorder.setRule(rule, false),
      watch: (_input, signal) => watch(recorder, signal),
      async *read({ id }, signal) {
        yield* read(id, signal)
        const end = new BatchBuilder()
        end.notice(0, Notice.caughtUp, '')
        yield end.take()
      },
      search: (input, signal) => search(recorder, input, signal),
      async *around({ id, ...place }, signal) {
        const log = await recorder.find(id)
        if (log === undefined) throw appError('records.not-found')
        yield* aroundRecord(log, place, signal)
      },
      async *save({ id, stamps }, signal) {
        for await (const batch of read(id, signal)) yield textOf(batch, stamps)
      },
      remove: ({ ids }) => recorder.remove(ids),
      setLimits: (limits) => recorder.setLimits(limits),
    },
    close: () => recorder.close(),
  }
}

async function* search(recorder: Recorder, { sources, ...what }: LogSearch, signal: AbortSignal) {
  const logs = await Promise.all(sources.map(({ id }) => recorder.find(id)))
  const whole = sources.map(({ after }, index) => ({ read: readerOf(logs[index]), after }))
  yield* searchWhole(whole, what, signal)
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
