import type { Connection } from '../../../shared/contract/hosts.ts'
import { appError } from '../../../shared/errors.ts'
import type { Engine } from '../engine.ts'
import { type Failure, toProblem } from '../lib/problem.ts'
import type { EngineEvent } from '../lib/reader.ts'
import { backOff, rest, type SocketFile, socketFile } from './rest.ts'
import { session, type Way } from './session.ts'

/** A connection shorter than this did not really stand: the tries go on getting rarer. */
const STOOD_MS = 2_000

export type LinkHooks = {
  say(connection: Connection): void
  /** True when entities of this host are shown. */
  stale(): boolean
  up(engine: Engine): void
  events(events: readonly EngineEvent[]): void
  down(): void
}

/** The chosen host, for as long as it is the chosen one: connects, and connects again for ever. */
export type Link = {
  /** Resolves at the next outcome of a try. */
  outcome(): Promise<void>
  /** Tries at once. */
  kick(): void
  /** Asks for a sign of life; while nothing stands and no try is under way, tries. */
  check(): void
  /** Call when what is shown was read over the present connection. */
  live(engine: Engine): void
  stop(): void
}

class Kick extends Error {}

export function followHost(way: Way, hooks: LinkHooks): Link {
  const end = new AbortController()
  let attempt = new AbortController()
  let resting = false
  let ask: () => void = () => undefined
  const waiting: (() => void)[] = []
  const settled = () => {
    for (const resolve of waiting.splice(0)) resolve()
  }
  const failed = ({ problem, detail }: Failure, retryIn: number) => {
    hooks.say({ state: 'failed', host: way.host, problem, detail, retryIn, stale: hooks.stale() })
    settled()
  }

  const stopped = (): boolean => end.signal.aborted
  type End = { failure: Failure; socket: SocketFile | null; local: boolean; stood: boolean }
  const once = async (): Promise<End> => {
    const over: Omit<End, 'failure'> = { socket: null, local: true, stood: false }
    const stood = { since: Number.POSITIVE_INFINITY }
    try {
      const dial = await way.open()
      Object.assign(over, { socket: dial.socketFile === null ? null : socketFile(dial.socketFile), local: dial.local })
      return await session(dial, way.host, attempt.signal, {
        silent: () => failed({ problem: 'silent', detail: null }, 0),
        events: hooks.events,
        up(engine, check) {
          // Left in this very moment: another host may already be the chosen one.
          attempt.signal.throwIfAborted()
          stood.since = performance.now()
          ask = check
          hooks.up(engine)
        },
      })
    } catch (error) {
      // Who left the host has cleared up, and may be on another one by now.
      if (stood.since < Number.POSITIVE_INFINITY && !stopped()) hooks.down()
      ask = () => undefined
      return { ...over, stood: performance.now() - stood.since > STOOD_MS, failure: toProblem(error) }
    }
  }

  const run = async () => {
    hooks.say({ state: 'connecting', host: way.host })
    for (let tries = 1; !stopped(); tries++) {
      attempt = new AbortController()
      const { failure, socket, local, stood } = await once()
      if (stopped()) return
      if (attempt.signal.reason instanceof Kick) continue
      if (stood) tries = 0
      const wait = backOff(tries, local)
      // Said before the wait, however short: nothing is shown as live that is not.
      failed(failure, wait)
      resting = true
      await rest(wait, socket, attempt.signal)
      resting = false
    }
  }
  void run()

  return {
    outcome: () => new Promise((resolve) => waiting.push(resolve)),
    kick: () => attempt.abort(new Kick()),
    check() {
      if (resting) attempt.abort(new Kick())
      else ask()
    },
    live(engine) {
      hooks.say({ state: 'connected', host: way.host, engine: engine.info })
      settled()
    },
    stop() {
      end.abort()
      attempt.abort(appError('host.switched', {}, way.host.name))
      settled()
    },
  }
}
