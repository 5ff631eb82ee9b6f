import { randomUUID } from 'node:crypto'
import type { Pull } from '../../../shared/contract/images.ts'
import { type AppError, appError } from '../../../shared/errors.ts'
import { canonicalString, familiarString, type Reference } from '../../../shared/reference.ts'
import type { EngineSource } from '../engine.ts'
import { pause } from '../lib/pause.ts'
import { toAppError } from '../lib/to-app-error.ts'
import { type PullAuth, runPull } from './pull.ts'
import { emptyProgress, totals } from './pull-progress.ts'
import { rateMeter } from './rate.ts'

/** Milliseconds between two updates to a page: ten a second. */
const SPACING = 100
/** Rate, time left and the watchdog move on while no message comes. */
const TICK = 1_000
/** Seconds without progress after which a pull is said to stand still; the engine's own retries take up to 75. */
const PATIENCE = 15
/** Ended pulls that are kept to be looked at. */
const KEEP = 8

type Entry = {
  id: string
  key: string
  reference: Reference
  host: Pull['host']
  progress: ReturnType<typeof emptyProgress>
  meter: ReturnType<typeof rateMeter>
  state: Pull['state']
  startedAt: number
  endedAt: number | null
  /** When a byte or a phase last moved. */
  movedAt: number
  error: AppError | null
  stop: AbortController
}

function snapshot(entry: Entry, now: number): Pull {
  const { id, reference, host, progress, meter, state, startedAt, endedAt, error } = entry
  const running = state === 'running'
  const { received, total, stage, fraction } = totals(progress.layers.values())
  const rate = running && stage === 'downloading' ? meter.rate(now) : null
  const idle = (now - entry.movedAt) / 1000
  return {
    id,
    reference: familiarString(reference),
    host,
    state,
    stage,
    layers: [...progress.layers.values()].map((layer) => ({ ...layer })),
    received,
    total,
    fraction: state === 'done' ? 1 : fraction,
    rate,
    secondsLeft: total !== null && rate !== null && rate > 0 ? (total - received) / rate : null,
    stalled: running && idle >= PATIENCE ? Math.floor(idle) : 0,
    startedAt,
    endedAt,
    upToDate: progress.upToDate,
    error: error === null ? null : { code: error.code, params: error.params, detail: error.detail },
  }
}

export type Pulls = {
  start(reference: Reference): { id: string; reference: string; joined: boolean }
  cancel(id: string): void
  forget(id: string): void
  /** References of those under way, in familiar form. */
  running(): string[]
  /** All pulls, at once and after each change; the latest only. */
  watch(signal: AbortSignal): AsyncGenerator<Pull[]>
}

/**
 * The pulls of this backend. They outlive every page; closing the engine's connection ends them.
 * @param authFor what to send to a registry.
 */
export function createPulls(engine: EngineSource, authFor: (registry: string) => Promise<PullAuth>, now: () => number = Date.now): Pulls {
  const entries = new Map<string, Entry>()
  const waiting = new Set<() => void>()
  let version = 0
  let ticker: NodeJS.Timeout | null = null

  const changed = () => {
    version += 1
    for (const wake of waiting) wake()
    waiting.clear()
  }
  const running = () => [...entries.values()].filter((entry) => entry.state === 'running')
  const tick = () => {
    if (running().length > 0) ticker ??= setInterval(changed, TICK).unref()
    else if (ticker !== null) {
      clearInterval(ticker)
      ticker = null
    }
  }
  const end = (entry: Entry, state: Pull['state'], error: AppError | null) => {
    entry.state = state
    entry.error = error
    entry.endedAt = now()
    const ended = [...entries.values()].filter((one) => one.state !== 'running')
    for (const old of ended.slice(0, Math.max(0, ended.length - KEEP))) entries.delete(old.id)
    tick()
    changed()
  }
  const run = async (entry: Entry) => {
    const { reference, progress, meter, stop } = entry
    const onChange = () => {
      entry.movedAt = now()
      meter.add(entry.movedAt, totals(progress.layers.values()).received)
      changed()
    }
    try {
      await runPull(engine(), reference, await authFor(reference.domain), progress, onChange, stop.signal)
      end(entry, 'done', null)
    } catch (error) {
      const failure = toAppError(error)
      if (stop.signal.aborted) end(entry, 'cancelled', null)
      // Who left its host was told by name that this would end.
      else if (failure.code === 'host.switched') end(entry, 'cancelled', appError(failure.code))
      else end(entry, 'failed', failure)
    }
  }

  return {
    running: () => running().map(({ reference }) => familiarString(reference)),
    start(reference) {
      const { host } = engine() // throws `host.*` now, to the one who asked
      const key = `${host.address} ${canonicalString(reference)}`
      const name = familiarString(reference)
      const same = running().find((entry) => entry.key === key)
      if (same !== undefined) return { id: same.id, reference: name, joined: true }
      const at = now()
      const entry: Entry = {
        ...{
          id: randomUUID(),
          key,
          reference,
          host: { id: host.id, name: host.name },
          progress: emptyProgress(),
          meter: rateMeter(),
          state: 'running',
        },
        ...{ startedAt: at, endedAt: null, movedAt: at, error: null, stop: new AbortController() },
      }
      // A new try takes the place of what an earlier one left.
      for (const old of entries.values()) if (old.key === key) entries.delete(old.id)
      entries.set(entry.id, entry)
      void run(entry)
      tick()
      changed()
      return { id: entry.id, reference: name, joined: false }
    },
    cancel: (id) => entries.get(id)?.stop.abort(),
    forget(id) {
      if (entries.get(id)?.state === 'running' || !entries.delete(id)) return
      changed()
    },
    async *watch(signal) {
      let seen = -1
      for (;;) {
        while (seen === version && !signal.aborted) await next(signal, waiting)
        if (signal.aborted) return
        seen = version
        const at = now()
        yield [...entries.values()].map((entry) => snapshot(entry, at))
        await pause(SPACING, signal)
      }
    },
  }
}

function next(signal: AbortSignal, waiting: Set<() => void>): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      signal.removeEventListener('abort', wake)
      waiting.delete(wake)
      resolve()
    }
    waiting.add(wake)
    signal.addEventListener('abort', wake, { once: true })
  })
}
