import type { Readable } from 'node:stream'
import type { Host } from '../../../shared/contract/hosts.ts'
import { AppError, appError } from '../../../shared/errors.ts'
import type { Engine } from '../engine.ts'
import { connectEngine } from '../engine-connect.ts'
import { type Dial, get } from '../lib/dial.ts'
import { createEventDecoder } from '../lib/events.ts'
import { toProblem } from '../lib/problem.ts'
import type { EngineEvent } from '../lib/reader.ts'
import { sharedController } from '../lib/signals.ts'

/** An engine that accepted the connection and says nothing is called silent after this (R1: 5 s). */
export const SILENT_MS = 4_000
/**
 * And is waited for on the same request for as long: a stopped or starting engine answers it the moment it can, a new one would
 * come later. Not for ever, because a connection may be dead without anyone telling us.
 */
const WAIT_LOCAL_MS = 60_000
const WAIT_FAR_MS = 15_000
const PING_MS = 3_000
/** Podman's clock is read to the second. */
const PODMAN_OVERLAP_S = 2

/** A host, and how to get there. `open` fails with `host.*`. */
export type Way = { host: Host; open(): Promise<Dial> }

export type SessionHooks = {
  /** No answer yet; still waiting. */
  silent(): void
  /** The event stream stands: from here on nothing is missed. `check` asks for a sign of life and ends the session without one. */
  up(engine: Engine, check: () => void): void
  events(events: readonly EngineEvent[]): void
}

/**
 * One connection from beginning to end: negotiate, subscribe, then until it is lost. Never resolves otherwise than by an error:
 * what ended it. `signal` ends it from outside.
 */
export async function session(dial: Dial, host: Host, signal: AbortSignal, hooks: SessionHooks): Promise<never> {
  const end = sharedController()
  const stop = () => end.abort(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  const silent = setTimeout(hooks.silent, SILENT_MS)
  const giveUp = setTimeout(() => end.abort(appError('host.silent')), dial.local ? WAIT_LOCAL_MS : WAIT_FAR_MS)
  let engine: Engine | null = null
  try {
    engine = await connectEngine(host, dial, end.signal)
    const check = watchdog(engine, dial, end)
    const body = subscribe(engine, end.signal)
    // Docker sends the headers at once, and what happens after them is in the stream. Podman sends none before the first event:
    // there `since` reaches back instead.
    if (engine.info.kind === 'docker') await body
    clearTimeout(silent)
    clearTimeout(giveUp)
    hooks.up(engine, check)
    await drain(await body, hooks)
    throw appError('host.lost', {}, 'the engine ended the stream of events')
  } catch (error) {
    const reason: unknown = end.signal.aborted ? end.signal.reason : error
    const told = closing(reason, host)
    // Terminals outlive what only looks like an end: a stopped engine goes on with them, a dead one closes them itself.
    engine?.close(told, told.code === 'host.switched')
    throw reason
  } finally {
    clearTimeout(silent)
    clearTimeout(giveUp)
    signal.removeEventListener('abort', stop)
    dial.close()
  }
}

/** What the requests and streams under way are told. */
function closing(reason: unknown, host: Host): AppError {
  if (reason instanceof AppError && reason.code === 'host.switched') return reason
  const { problem, detail } = toProblem(reason)
  return appError(problem === 'failed' ? 'host.lost' : `host.${problem}`, { address: host.address }, detail ?? undefined)
}

function subscribe(engine: Engine, signal: AbortSignal): Promise<Readable> {
  const since = engine.info.kind === 'podman' ? Math.floor(Date.now() / 1000) - PODMAN_OVERLAP_S : undefined
  const body = engine.open({ path: '/events', query: { since }, signal })
  body.catch(() => undefined) // awaited later
  return body
}

/** Reads at once whatever comes: the engine drops events for a listener that is slow. */
async function drain(body: Readable, hooks: SessionHooks): Promise<void> {
  const decode = createEventDecoder()
  for await (const chunk of body) {
    const events = decode(chunk as Buffer)
    if (events.length > 0) hooks.events(events)
  }
}

/**
 * A stopped daemon keeps its connections and its socket open: that it is gone shows only when it is asked. It is asked
 * - when a request has waited 3 s, and
 * - when the user does something in a window and the engine was not heard for a while (`hosts.check`),
 * but never while nobody is there: an idle or hidden app sends nothing.
 */
function watchdog(engine: Engine, dial: Dial, end: AbortController): () => void {
  let asking = false
  const ask = async () => {
    if (asking || end.signal.aborted) return
    asking = true
    try {
      await ping(dial, end.signal)
      engine.vitals.heard()
    } catch (error) {
      end.abort(error)
    } finally {
      asking = false
    }
  }
  engine.vitals.onQuiet(() => void ask())
  return () => void ask()
}

async function ping(dial: Dial, signal: AbortSignal): Promise<void> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(appError('host.silent')), PING_MS)
  const stop = () => late.abort(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  try {
    // Twice: a spare connection may have been closed by the other side in just this moment.
    await get(dial, '/_ping', late.signal).catch((error: unknown) => {
      if (late.signal.aborted) throw error
      return get(dial, '/_ping', late.signal)
    })
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}
