import { isDeepStrictEqual } from 'node:util'
import type { Entities, Noun } from '../../../shared/contract/world.ts'
import type { Engine } from '../engine.ts'
import type { EngineEvent, EntityReader } from '../lib/reader.ts'
import { begin, type Change, createMirror, dueAt, fail, settle, touch, touchAll } from './mirror.ts'
import { createPace, LATER_MS } from './pace.ts'
import { createWaitingLine } from './waiting-line.ts'

/** Reads that fail while the connection stands (a daemon out of memory, a broken image store) are tried again, ever more seldom. */
const RETRY_MS = [300, 1_000, 3_000, 10_000] as const

/** Waits for the engine at a time: enough to keep it busy, too few to keep it from anything else. */
const MAX_WAITS = 8

/** Keeps one noun's mirror up to date over one connection. */
export type Feed = {
  /** Reads the whole list; resolves when it has come, or has failed for the first time. */
  list(): Promise<void>
  /** Call `pump` after the last event of a batch. */
  event(event: EngineEvent): void
  pump(): void
  stop(): void
}

export type FeedOptions<N extends Noun> = {
  reader: EntityReader<N>
  engine: Engine
  publish(change: Change<Entities[N]>): void
  now?: () => number
}

export function createFeed<N extends Noun>({ reader, engine, publish, now = () => performance.now() }: FeedOptions<N>): Feed {
  const mirror = createMirror<Entities[N]>()
  const pace = createPace(now)
  const end = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let failures = 0
  let listed: () => void = () => undefined

  /** Events that are looked at only after a while: see `LATER_MS`. */
  const later: { event: EngineEvent; due: number }[] = []
  const line = createWaitingLine(MAX_WAITS)

  const pump = (): void => {
    clearTimeout(timer)
    if (end.signal.aborted) return
    while (later[0] !== undefined && later[0].due <= now()) hear(later.shift()?.event)
    const wait = Math.min(dueAt(mirror) ?? Number.POSITIVE_INFINITY, later[0]?.due ?? Number.POSITIVE_INFINITY) - now()
    if (wait === Number.POSITIVE_INFINITY) return
    if (wait > 0) timer = setTimeout(pump, Math.ceil(wait))
    else if (dueAt(mirror) !== null) void read()
  }

  const hear = (event: EngineEvent | undefined): void => {
    if (event === undefined) return
    const settled = reader.settle?.(engine, event, end.signal) ?? null
    if (settled === null) mark(event)
    else
      line.enter(settled, () => {
        mark(event)
        pump()
      })
  }

  const mark = (event: EngineEvent): void => {
    const ids = reader.affected(event, mirror.items)
    if (ids.length === 0) return
    const due = pace.due()
    if (ids === 'all') touchAll(mirror, due)
    else for (const id of ids) touch(mirror, id, due)
  }

  const read = async (): Promise<void> => {
    const what = begin(mirror)
    pace.spend()
    try {
      const answer = what.kind === 'list' ? await reader.list(engine, end.signal) : await reader.read(engine, what.ids, end.signal)
      if (end.signal.aborted) return
      failures = 0
      const change = settle<Entities[N]>(mirror, answer, isDeepStrictEqual)
      if (change.t === 'all') for (const id of reader.unfinished?.(change.items) ?? []) touch(mirror, id, now())
      if (change.t === 'all' || change.put.length + change.drop.length > 0) publish(change)
    } catch {
      // Not told to anyone here: a lost connection shows in the event stream, and everything else is tried again.
      const wait = RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)] ?? 0
      fail(mirror, now() + wait)
    }
    if (what.kind === 'list') listed()
    pump()
  }

  return {
    list() {
      touchAll(mirror, 0)
      const done = new Promise<void>((resolve) => {
        listed = resolve
      })
      pump()
      return done
    },
    event(event) {
      if (event.type === 'network' || event.type === 'volume') later.push({ event, due: now() + LATER_MS })
      else hear(event)
    },
    pump,
    stop() {
      clearTimeout(timer)
      line.close()
      end.abort()
      listed()
    },
  }
}
