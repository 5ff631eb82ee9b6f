import { type Arrival, MAX_SOURCES, MOST_SOURCES } from '../../../shared/contract/logs.ts'
import type { LogHost } from '../../../shared/contract/logs-search.ts'
import { AppError } from '../../../shared/errors.ts'
import { type Api, onApi } from '../../api.ts'
import { type Reading, reaches, takeIn } from './reading.ts'
import { isRemoved, opening, removed, type SourceStatus, statusOf } from './source-status.ts'
import { KeptLines, type KeptPart } from './store/kept.ts'
import { type LogLimits, LogStore } from './store/store.ts'
import type { LogTarget } from './target.ts'

/** What a session asks for. `view` names the reading, so that others may join it. */
export type Asked = { targets: readonly LogTarget[]; tail: number; view: string }

/** What a session shows: batches of `logs.follow`, or of another stream that ends. */
export type LogReader = (api: Api, asked: Asked, signal: AbortSignal) => AsyncIterable<Uint8Array>

/** Which host a view is about; null before that is known. */
export type HostOf = () => LogHost | null

/** Follows from the tail on, or what lies between two times. */
export const followed =
  (hostOf: HostOf = () => null, span: { since?: string; until?: string } = {}): LogReader =>
  (api, { targets, tail, view }, signal) =>
    api.logs.follow(
      { sources: targets.map(({ id, as }) => ({ id, ...(as === undefined ? {} : { as }) })), tail, view, ...asked(hostOf), ...span },
      signal,
    )

/** The host that is meant, for whoever is asked about a view. */
export function asked(hostOf: HostOf): { host?: LogHost } {
  const host = hostOf()
  return host === null ? {} : { host: { name: host.name, address: host.address } }
}

/** A container on its way into a view. */
export type Joining = { target: LogTarget; as: Arrival; tail: number | 'all' }

/** A log read anew that falls silent may be an engine that is slow: after this it is taken to be all. Milliseconds. */
const SETTLED = 2000

/**
 * `ranged`: it shows a part of the log by time. `past`: what is read says what happened to its containers, not how they stand now.
 * `recorded`: what was left out of a line is nowhere else. `kept` outlives the session; `part` says what of it is shown, at a tail.
 */
export type SessionOptions = {
  ranged?: boolean
  past?: boolean
  recorded?: boolean
  hostOf?: HostOf
  kept?: KeptLines<LogTarget>
  part?: (tail: number) => KeptPart
}

/** One followed view: its store, and how each of its sources stands. Outlives a lost connection to the backend. */
export class LogSession {
  readonly limits: LogLimits
  readonly ranged: boolean
  readonly past: boolean
  readonly recorded: boolean
  readonly hostOf: HostOf
  /** Lines asked for at the beginning; grows when older ones are wanted. */
  tail: number
  /** The page's own connection is gone, or the stream failed with this. */
  failure: AppError | null = null
  loadingOlder = false
  /** Containers that belong here and found no room. */
  leftOut: readonly LogTarget[] = []
  /** Where the log began before older lines were asked for. */
  #startBefore: string | null = null
  readonly #reader: LogReader
  readonly #kept: KeptLines<LogTarget>
  readonly #part: (tail: number) => KeptPart
  readonly #listeners = new Set<(swapped: boolean) => void>()
  #shown: Reading
  /** The reading that goes on: the one shown, or one that will be. */
  #current: Reading
  #api: Api | null = null
  #abort = new AbortController()
  readonly #forget: () => void

  constructor(targets: readonly LogTarget[], limits: LogLimits, tail: number, reader: LogReader = followed(), of: SessionOptions = {}) {
    this.ranged = of.ranged ?? false
    this.past = of.past ?? false
    this.recorded = of.recorded ?? false
    this.hostOf = of.hostOf ?? (() => null)
    this.#kept = of.kept ?? new KeptLines(limits)
    this.#part = of.part ?? (() => ({}))
    this.limits = limits
    this.tail = tail
    this.#reader = reader
    this.#shown = this.#current = this.#begin(this.#kept.colored(targets))
    this.#forget = onApi((api) => {
      this.#api = api
      this.#reopen()
    })
  }

  get targets(): readonly LogTarget[] {
    return this.#shown.targets
  }

  get store(): LogStore {
    return this.#shown.store
  }

  get status(): SourceStatus[] {
    return this.#shown.status
  }

  /** The containers of the reading that goes on, those that are gone among them. */
  get members(): readonly LogTarget[] {
    return this.#current.targets
  }

  /** @param listen told after every batch; `swapped`: the store is another one. */
  onChange(listen: (swapped: boolean) => void): () => void {
    this.#listeners.add(listen)
    return () => this.#listeners.delete(listen)
  }

  close(): void {
    this.#keep()
    this.#forget()
    this.#abort.abort()
    this.#listeners.clear()
  }

  /** Opens the stream again, after a failure. */
  retry(): void {
    this.#reopen()
  }

  /** Takes a container into the view, from its next line or its first one on. */
  join({ target, as, tail }: Joining): void {
    const reading = this.#current
    const source = reading.targets.length - reading.gone
    reading.targets = [...reading.targets, { hue: this.#nextHue(), ...target, as }]
    reading.status.push(opening())
    if (reading.targets.length > MOST_SOURCES) this.#reopen()
    // A view that is not there (any more) is read anew when its connection is, with all its members.
    else void this.#api?.logs.join({ view: reading.view, id: target.id, source, as, tail }).catch(() => undefined)
    this.#tell(false)
  }

  /** A container is called otherwise now. */
  rename(id: string, name: string): void {
    for (const reading of new Set([this.#shown, this.#current]))
      reading.targets = reading.targets.map((target) => (target.id === id ? { ...target, name } : target))
    this.#tell(false)
  }

  leaveOut(targets: readonly LogTarget[]): void {
    const idsOf = (those: readonly LogTarget[]) => those.map(({ id, name }) => `${id} ${name}`).join()
    if (idsOf(targets) === idsOf(this.leftOut)) return
    this.leftOut = targets
    this.#tell(false)
  }

  /** Whether the engine may have lines older than the first one here. Of those that are gone it has none. */
  get mayHaveOlder(): boolean {
    const { store, status } = this
    const gone = status.every(({ state }) => state === 'removed')
    // The engine counts a long line as several, so that fewer than were asked for may not be all; another reading tells.
    const all = store.lines < this.tail && !(store.splits && this.#start() !== this.#startBefore)
    return store.first === 0 && !all && this.tail < this.limits.lines && !this.loadingOlder && !gone
  }

  /** All that fits is here, and there may be older lines. */
  get isFull(): boolean {
    const { store, status } = this
    if (this.past && store.lines < this.tail) return false
    return store.first === 0 && store.lines >= this.limits.lines && !status.every(({ state }) => state === 'removed')
  }

  /** The stamp of the first line. */
  #start(): string {
    const { store } = this
    if (store.end === store.first) return ''
    const { sec, nano } = store.line(store.first)
    return `${String(sec)}.${String(nano)}`
  }

  /** Reads the end of the log again, a longer one: the API cannot page back (`until` with `tail` answers nothing). */
  loadOlder(): void {
    if (!this.mayHaveOlder) return
    this.loadingOlder = true
    this.#startBefore = this.#start()
    this.tail = Math.min(this.tail * 10, this.limits.lines)
    this.#reopen()
  }

  get caughtUp(): boolean {
    return this.status.every((s) => s.caughtUp)
  }

  #nextHue(): number {
    return this.#current.targets.reduce((most, { hue = 0 }) => Math.max(most, hue), -1) + 1
  }

  #begin(left: readonly LogTarget[], gone: readonly LogTarget[] = [], store = new LogStore(this.limits)): Reading {
    const status = [...gone.map(removed), ...left.map(opening)]
    const { past } = this
    return { view: crypto.randomUUID(), gone: gone.length, targets: [...gone, ...left], store, status, past, empty: false }
  }

  /** What is shown of those that are gone will not be read again. */
  #keep(): void {
    const gone = new Set([this.#shown, this.#current].flatMap(({ targets, status }) => targets.filter((_, i) => isRemoved(status[i]))))
    const ids = new Set([...gone].map(({ id }) => id))
    this.#kept.keep(this.#shown, (id) => ids.has(id))
  }

  #reopen(): void {
    this.#abort.abort()
    this.#abort = new AbortController()
    if (this.#api !== null) void this.#read(this.#api, this.#abort.signal)
  }

  /** Those to read anew: the ones that are gone only where nothing else is left, and nothing of them is kept. */
  #left(): readonly LogTarget[] {
    const { targets, status } = this.#current
    const there = targets.filter(({ id }, index) => !this.#kept.has(id) && (!isRemoved(status[index]) || this.#kept.exists(id)))
    return (there.length + this.#kept.targets.length > 0 ? there : targets).slice(-MAX_SOURCES)
  }

  /** Reads into a store of its own, which takes the place of the one shown once it has as much to show. */
  async #read(api: Api, signal: AbortSignal): Promise<void> {
    const fresh = this.store.end === 0
    this.#keep()
    const left = this.#left()
    const reading = this.#begin(left, this.#kept.targets, fresh ? this.store : undefined)
    const kept = this.#kept.among(this.#part(this.tail))
    this.#current = reading
    if (fresh) this.#shown = reading
    const { store, view } = reading
    // What was seen stays in sight: as many lines as there are now, at least.
    const tail = Math.min(Math.max(this.tail, Math.ceil(this.store.lines / Math.max(1, left.length))), 10_000_000)
    this.failure = null
    const swap = () => {
      this.#shown = reading
      this.loadingOlder = false
      this.#tell(true)
    }
    // Less than is shown is all there is now; nothing at all, as from an engine that does not answer, replaces nothing.
    const settle = () => {
      if (signal.aborted || this.#shown === reading) return
      if (store.lines > 0 || this.store.lines === 0) return swap()
      reading.empty = true
      this.loadingOlder = false
      stand()
    }
    // What is shown stays as it is, but not how its containers stand.
    const stand = () => {
      this.#shown = { ...this.#shown, status: statusOf(this.#shown, reading) }
      this.#tell(false)
    }
    let late: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      if (this.#shown === reading) this.#tell(false)
      else if (reaches(store, this.store)) swap()
      else if (reading.empty) stand()
      else if (reading.status.every((s) => s.caughtUp)) late ??= setTimeout(settle, this.store.lines === 0 ? 0 : SETTLED)
    }
    try {
      // Where nobody is read, nothing comes that they could be put among.
      if (left.length === 0) takeIn(reading, kept.rest())
      if (store.end > store.first) look()
      for await (const batch of this.#reader(api, { targets: left, tail, view }, signal)) {
        takeIn(reading, kept.with(batch))
        if (reading.status.every((s) => s.caughtUp && s.state !== 'interrupted' && s.state !== 'away')) takeIn(reading, kept.rest())
        look()
      }
      takeIn(reading, kept.rest())
      settle()
    } catch (error) {
      if (signal.aborted) return
      this.failure = error instanceof AppError ? error : new AppError('unknown', {}, String(error))
      this.loadingOlder = false
      this.#tell(false)
    } finally {
      clearTimeout(late)
    }
  }

  #tell(swapped: boolean): void {
    for (const listen of this.#listeners) listen(swapped)
  }
}
