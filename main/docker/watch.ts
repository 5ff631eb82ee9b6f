import type { Noun, Patch } from '../../shared/contract/world.ts'
import { appError, type ErrorCode } from '../../shared/errors.ts'
import type { Engine, EngineSource } from './engine.ts'
import type { EngineEvent, EntityReader } from './lib/reader.ts'
import { createFeed, type Feed } from './watch/feed.ts'
import { followHost, type Link } from './watch/link.ts'
import type { Way } from './watch/session.ts'
import { createWorld, type MirroredWorld } from './watch/world.ts'

export type { Way } from './watch/session.ts'

/** Heard so recently, the engine need not be asked whether it lives: however many windows ask, it gets two questions a second at most. */
const FRESH_MS = 500

/** Any noun's reader. */
export type AnyReader = { [N in Noun]: EntityReader<N> }[Noun]

/** Mirrors one engine to any number of windows, and never stops reconnecting to it. */
export type Watcher = {
  /** Everything there is, then every change, until the signal. */
  watch(signal: AbortSignal): AsyncIterable<Patch[]>
  engine: EngineSource
  /** Called with each engine that was connected to, also after a loss. */
  onEngine(met: (engine: Engine) => void): void
  /** Leaves the present host for this one; resolves when it is connected or has failed to for the first time. */
  connect(way: Way): Promise<void>
  /** Tries at once; resolves when that try is over. At once when connected. */
  retry(): Promise<void>
  /** Somebody is looking: asks the engine for a sign of life unless there was one lately. */
  check(): void
  close(): void
}

export function createWatcher(readers: readonly AnyReader[]): Watcher {
  const world = createWorld()
  let link: Link | null = null
  let engine: Engine | null = null
  let feeds: Feed[] = []
  const meeting: ((engine: Engine) => void)[] = []

  const up = (next: Engine) => {
    engine = next
    feeds = readers.map((reader) => feedOf(reader, next, world))
    const live = () => {
      if (engine === next) link?.live(next)
    }
    // With nothing shown yet there is nothing to be wrong; else no old row is called live before it was read again.
    const first = !world.hasEntities()
    if (first) live()
    const lists = Promise.all(feeds.map((feed) => feed.list()))
    if (!first) void lists.then(live)
    for (const met of meeting) met(next)
  }
  const down = () => {
    engine = null
    for (const feed of feeds) feed.stop()
    feeds = []
  }
  const events = (batch: readonly EngineEvent[]) => {
    engine?.vitals.heard()
    for (const event of batch) if (!isNoise(event, engine)) for (const feed of feeds) feed.event(event)
    for (const feed of feeds) feed.pump()
  }
  const leave = () => {
    link?.stop()
    link = null
    down()
  }

  return {
    watch: (signal) => world.watch(signal),
    engine() {
      if (engine === null) throw notConnected(world)
      return engine
    },
    onEngine: (met) => void meeting.push(met),
    connect(way) {
      leave()
      world.forget()
      link = followHost(way, { say: world.say, stale: world.hasEntities, up, events, down })
      return link.outcome()
    },
    retry() {
      if (engine !== null || link === null) return Promise.resolve()
      link.kick()
      return link.outcome()
    },
    check() {
      if (engine === null || performance.now() - engine.vitals.heardAt() > FRESH_MS) link?.check()
    },
    close() {
      leave()
      world.close()
    },
  }
}

function feedOf<N extends Noun>(reader: EntityReader<N>, engine: Engine, world: MirroredWorld): Feed
function feedOf(reader: EntityReader, engine: Engine, world: MirroredWorld): Feed {
  return createFeed({ reader, engine, publish: (change) => world.publish(reader.noun, change) })
}

/** Say nothing of what is listed, or come in floods: two for every health check. */
const NOISE = /^(exec_\w+|kill|attach|detach|resize|top|copy|export|archive-path|extract-to-dir|sync)$/

/**
 * `kill` is a signal sent, not a container ended. And behind a `die` or `start`, Docker writes `stop` and `restart` for what was
 * asked; the row is read for the former (moby, daemon/stop.go, restart.go).
 */
function isNoise({ type, action }: EngineEvent, engine: Engine | null): boolean {
  if (type !== 'container') return false
  return NOISE.test(action) || (engine?.info.kind === 'docker' && (action === 'stop' || action === 'restart'))
}

function notConnected({ connection }: MirroredWorld) {
  if (connection.state !== 'failed') return appError('host.connecting')
  const code: ErrorCode = `host.${connection.problem}`
  return appError(code, { address: connection.host?.address ?? '' }, connection.detail ?? undefined)
}
