import { AppError } from '../../../shared/errors.ts'
import { Notice, sourcesOf } from '../../../shared/log-batch.ts'
import { type Api, onApi } from '../../api.ts'
import { type LogLimits, LogStore, type Told } from './store/store.ts'

export type LogTarget = { id: string; name: string }

/** What a session shows: batches of `logs.follow`, or of another stream that ends. */
export type LogReader = (api: Api, asked: { targets: readonly LogTarget[]; tail: number }, signal: AbortSignal) => AsyncIterable<Uint8Array>

const followed: LogReader = (api, { targets, tail }, signal) =>
  api.logs.follow({ sources: targets.map(({ id }) => ({ id })), tail }, signal)

/** How one container's log stands. `exit` is said once it stopped. */
export type SourceState = 'opening' | 'live' | 'stopped' | 'removed' | 'interrupted' | 'unreadable' | 'damaged'
export type SourceStatus = { state: SourceState; caughtUp: boolean; detail: string }

const AFTER: Record<number, SourceState> = {
  [Notice.stopped]: 'stopped',
  [Notice.started]: 'live',
  [Notice.removed]: 'removed',
  [Notice.interrupted]: 'interrupted',
  [Notice.resumed]: 'live',
  [Notice.unreadable]: 'unreadable',
  [Notice.damaged]: 'damaged',
}

/** A log read anew that falls silent may be an engine that is slow: after this it is taken to be all. Milliseconds. */
const SETTLED = 2000

/** One followed view: its store, and how each of its sources stands. Outlives a lost connection to the backend. */
export class LogSession {
  readonly targets: readonly LogTarget[]
  readonly limits: LogLimits
  store: LogStore
  status: SourceStatus[]
  /** Lines asked for at the beginning; grows when older ones are wanted. */
  tail: number
  /** The page's own connection is gone, or the stream failed with this. */
  failure: AppError | null = null
  loadingOlder = false
  readonly #reader: LogReader
  readonly #listeners = new Set<(swapped: boolean) => void>()
  #api: Api | null = null
  #abort = new AbortController()
  readonly #forget: () => void

  constructor(targets: readonly LogTarget[], limits: LogLimits, tail: number, reader: LogReader = followed) {
    this.targets = targets
    this.limits = limits
    this.tail = tail
    this.#reader = reader
    this.store = new LogStore(limits)
    this.status = this.#opening()
    this.#forget = onApi((api) => {
      this.#api = api
      this.#reopen()
    })
  }

  /** @param listen told after every batch; `swapped`: the store is another one. */
  onChange(listen: (swapped: boolean) => void): () => void {
    this.#listeners.add(listen)
    return () => this.#listeners.delete(listen)
  }

  close(): void {
    this.#forget()
    this.#abort.abort()
    this.#listeners.clear()
  }

  /** Opens the stream again, after a failure. */
  retry(): void {
    this.#reopen()
  }

  /** Whether the engine may have lines older than the first one here. */
  get mayHaveOlder(): boolean {
    const { store } = this
    return store.first === 0 && store.lines >= this.tail && this.tail < this.limits.lines && !this.loadingOlder
  }

  /** Reads the end of the log again, a longer one: the API cannot page back (`until` with `tail` answers nothing). */
  loadOlder(): void {
    if (!this.mayHaveOlder) return
    this.loadingOlder = true
    this.tail = Math.min(this.tail * 10, this.limits.lines)
    this.#reopen()
  }

  get caughtUp(): boolean {
    return this.status.every((s) => s.caughtUp)
  }

  #opening(): SourceStatus[] {
    return this.targets.map(() => ({ state: 'opening', caughtUp: false, detail: '' }))
  }

  #reopen(): void {
    this.#abort.abort()
    this.#abort = new AbortController()
    if (this.#api !== null) void this.#read(this.#api, this.#abort.signal)
  }

  /** Reads into a store of its own, which takes the place of the one shown once it has as much to show. */
  async #read(api: Api, signal: AbortSignal): Promise<void> {
    const fresh = this.store.end === 0
    // What was seen stays in sight: as many lines as there are now, at least.
    const tail = Math.min(Math.max(this.tail, Math.ceil(this.store.lines / this.targets.length)), 10_000_000)
    const store = fresh ? this.store : new LogStore(this.limits)
    const status = fresh ? this.status : this.#opening()
    this.failure = null
    const shown = () => this.store === store
    const swap = () => {
      this.store = store
      this.status = status
      this.loadingOlder = false
      this.#tell(true)
    }
    // Less than is shown is all there is now; nothing at all, as from an engine that does not answer, replaces nothing.
    const settle = () => {
      if (signal.aborted || shown()) return
      if (store.lines > 0 || this.store.lines === 0) return swap()
      this.status = status
      this.loadingOlder = false
      this.#tell(false)
    }
    let late: ReturnType<typeof setTimeout> | undefined
    try {
      for await (const batch of this.#reader(api, { targets: this.targets, tail }, signal)) {
        for (const one of store.append(batch)) note(status, one)
        // A flood is never caught up with, and yet it is there.
        if (status.some((s) => s.state === 'opening')) for (const source of sourcesOf(batch)) begun(status, source)
        if (shown()) this.#tell(false)
        else if (reaches(store, this.store)) swap()
        else if (this.status === status) this.#tell(false)
        else if (status.every((s) => s.caughtUp)) late ??= setTimeout(settle, this.store.lines === 0 ? 0 : SETTLED)
      }
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

/** Whether a store read anew has come to where the shown one ends: its lines arrive oldest first. */
function reaches(store: LogStore, shown: LogStore): boolean {
  if (store.end === store.first || shown.end === shown.first) return false
  const [a, b] = [store.line(store.end - 1), shown.line(shown.end - 1)]
  return a.sec > b.sec || (a.sec === b.sec && a.nano >= b.nano)
}

function begun(status: SourceStatus[], source: number): void {
  const before = status[source]
  if (before?.state === 'opening') status[source] = { ...before, state: 'live' }
}

function note(status: SourceStatus[], { source, kind, detail }: Told): void {
  const before = status[source]
  if (before === undefined) return
  if (kind === Notice.caughtUp) status[source] = { ...before, caughtUp: true, state: before.state === 'opening' ? 'live' : before.state }
  else status[source] = { state: AFTER[kind] ?? before.state, caughtUp: true, detail }
}
