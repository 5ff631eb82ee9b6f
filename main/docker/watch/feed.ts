import { isDeepStrictEqual } from 'node:util'
import type { Entities, Noun } from '../../../shared/contract/world.ts'
import type { Engine } from '../engine.ts'
import type { EngineEvent, EntityReader } from '../lib/reader.ts'
import { begin, type Change, createMirror, dueAt, fail, settle, touch, touchAll } from './mirror.ts'
import { createPace, LATER_MS } from './pace.ts'

/** Reads that fail while the connection stands (a daemon out of memory, a broken image store) are tried again, ever more seldom. */
const RETRY_MS = [300, 1_000, 3_000, 10_000] as const

/** Waits for the engine at a time; when a thousand containers end at once the rest come in turn. */
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
  const postpone = (event: EngineEvent): void => void later.push({ event, due: now() + LATER_MS })

  const pump = (): void => {
    clearTimeout(timer)
    if (end.signal.aborted) return
    while (later[0] !== undefined && later[0].due <= now()) void settled(later.shift()?.event)
    const wait = Math.min(dueAt(mirror) ?? Number.POSITIVE_INFINITY, later[0]?.due ?? Number.POSITIVE_INFINITY) - now()
    if (wait === Number.POSITIVE_INFINITY) return
    if (wait > 0) timer = setTimeout(pump, Math.ceil(wait))
    else if (dueAt(mirror) !== null) void read()
  }

  let waits = 0
  const settled = async (event: EngineEvent | undefined): Promise<void> => {
    if (event === undefined) return
    if (waits >= MAX_WAITS) return postpone(event)
    const wait = reader.settle?.(engine, event, end.signal) ?? null
    if (wait === null) return mark(event)
    waits++
    await wait.catch(() => undefined) // gone meanwhile: the read finds that out as well
    waits--
    mark(event)
    pump()
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
      if (event.type === 'network' || event.type === 'volume') postpone(event)
      else void settled(event)
    },
    pump,
    stop() {
      clearTimeout(timer)
      end.abort()
      listed()
    },
  }
}
