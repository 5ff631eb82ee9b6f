import {
  type LogFound,
  type LogPlace,
  type LogSearch,
  type LogSearchSource,
  MAX_FOUND,
  MAX_SEARCHED,
} from '../../../../shared/contract/logs-search.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { LogPattern } from '../../../../shared/log-pattern.ts'
import { api } from '../../../api.ts'
import { engineWhole, type Whole } from './whole.ts'

/** A log to look through; `olderThan` as in the contract. */
export type Searched = Omit<LogSearch['sources'][number], 'after'>

/** What one search over whole logs has brought. A new object at every change. */
export type SearchState = {
  pattern: LogPattern | null
  running: boolean
  /** In the order of their stamps. */
  found: readonly LogFound[]
  /** How each source stands; its figures are those of all goes together. */
  sources: readonly LogSearchSource[]
  /** There may be more matches: the cap was reached, it was stopped, or a source failed. */
  more: boolean
  /** Those that were found are the earliest of all: none of the others lies between them. */
  earliest: boolean
  failure: AppError | null
}

const NONE: SearchState = { pattern: null, running: false, found: [], sources: [], more: false, earliest: false, failure: null }

/** One search after the other. A new one ends the one before. */
export class SearchRun {
  state = NONE
  #sources: readonly Searched[] = []
  readonly #listeners = new Set<() => void>()
  #abort = new AbortController()
  #go: Go = { before: NONE, most: 0, left: new Map() }
  readonly #whole: Whole

  constructor(whole: Whole = engineWhole(() => null)) {
    this.#whole = whole
  }

  readonly onChange = (listen: () => void): (() => void) => {
    this.#listeners.add(listen)
    return () => this.#listeners.delete(listen)
  }

  /** Over these logs, however many: source N of what is found is the Nth. */
  start(pattern: LogPattern, sources: readonly Searched[]): void {
    this.#abort.abort()
    this.#sources = sources
    const nothing = pattern.text === ''
    this.#set(nothing ? NONE : { ...NONE, pattern, running: true })
    if (!nothing) void this.#read(pattern)
  }

  /** Goes on where it stopped: behind the last line that was looked through. */
  goOn(): void {
    const { pattern, running } = this.state
    if (pattern === null || running) return
    this.#set({ ...this.state, running: true, more: false, earliest: false, failure: null })
    void this.#read(pattern)
  }

  /** Reading ends; what was found stays. */
  stop(): void {
    if (!this.state.running) return
    this.#abort.abort()
    this.#set({ ...settled(this.state, this.#go), running: false, more: true })
  }

  close(): void {
    this.#abort.abort()
    this.#listeners.clear()
  }

  async #read(pattern: LogPattern): Promise<void> {
    this.#abort = new AbortController()
    const { signal } = this.#abort
    const before = this.state
    const go: Go = { before, most: before.found.length + MAX_FOUND, left: new Map() }
    this.#go = go
    // Those that came to their end are not read again.
    const asked = this.#sources.map((_, index) => index).filter((index) => before.sources[index]?.state !== 'done')
    try {
      for (let from = 0; from < asked.length && !signal.aborted; from += MAX_SEARCHED)
        await this.#some(asked.slice(from, from + MAX_SEARCHED), go, pattern, signal)
      if (signal.aborted) return
      const now = settled(this.state, go)
      this.#set({ ...now, running: false, earliest: now.sources.every(({ state }) => state !== 'failed') })
    } catch (error) {
      if (signal.aborted) return
      const failure = error instanceof AppError ? error : new AppError('unknown', {}, String(error))
      this.#set({ ...settled(this.state, go), running: false, more: true, failure })
    }
  }

  /** Looks through as many logs as are looked through at once. */
  async #some(asked: readonly number[], go: Go, pattern: LogPattern, signal: AbortSignal): Promise<void> {
    const { before, most } = go
    const sources = asked.map((index) => ({ ...(this.#sources[index] as Searched), ...after(before.sources[index]?.at ?? null) }))
    const last = this.state.found.length < most ? undefined : this.state.found.at(-1)
    const upTo = last === undefined ? {} : { upTo: { sec: last.sec, nano: last.nano } }
    const others = this.state.more
    for await (const report of this.#whole.search(api(), { sources, pattern, max: MAX_FOUND, ...upTo }, signal)) {
      if (signal.aborted) return
      const found = report.found.map((one) => ({ ...one, source: asked[one.source] ?? 0 }))
      const now = this.#sources.map((_, index) => this.state.sources[index] ?? WAITING)
      for (const [at, one] of report.sources.entries()) now[asked[at] ?? 0] = added(before.sources[asked[at] ?? 0], one)
      this.#set({
        ...this.state,
        found: found.length === 0 ? this.state.found : kept([...this.state.found, ...found], go),
        sources: now,
        more: others || report.more || now.some(({ state }) => state === 'failed'),
      })
    }
  }

  #set(state: SearchState): void {
    this.state = state
    for (const listen of this.#listeners) listen()
  }
}

const after = (at: LogPlace | null) => (at === null ? {} : { after: { sec: at.sec, nano: at.nano, tie: at.tie } })

const WAITING: LogSearchSource = { state: 'waiting', lines: 0, bytes: 0, cut: 0, at: null, error: null }

function added(before: LogSearchSource | undefined, now: LogSearchSource): LogSearchSource {
  if (before === undefined) return now
  return { ...now, lines: before.lines + now.lines, bytes: before.bytes + now.bytes, cut: before.cut + now.cut }
}

/** One reading of logs until as many matches as fit are the earliest: of each source the first that found no room. */
type Go = { before: SearchState; most: number; left: Map<number, LogFound> }

const order = (a: LogFound, b: LogFound): number => a.sec - b.sec || a.nano - b.nano || a.source - b.source || a.tie - b.tie

/** The earliest of them, each once: a line that took long to end may be come by twice. */
function kept(found: LogFound[], { most, left }: Go): LogFound[] {
  const all = found.sort(order).filter((one, index) => index === 0 || order(found[index - 1] as LogFound, one) !== 0)
  for (const one of all.slice(most)) {
    const first = left.get(one.source)
    if (first === undefined || order(one, first) < 0) left.set(one.source, one)
  }
  return all.slice(0, most)
}

/** Where a source gave more than found room, it is looked through again from there on. */
function settled(state: SearchState, { before, left }: Go): SearchState {
  const sources = state.sources.map((one, index) => {
    const first = left.get(index)
    if (first === undefined) return one
    const { lines, bytes, cut } = before.sources[index] ?? WAITING
    const figures = { lines: lines + first.nth - 1, bytes: bytes + first.bytes, cut: cut + first.cut }
    return { ...one, ...figures, at: placeBefore(first), state: one.state === 'failed' ? one.state : ('reading' as const) }
  })
  return { ...state, sources, more: state.more || left.size > 0 }
}

/** Behind all that stands before a line. */
function placeBefore({ sec, nano, tie }: LogPlace): LogPlace | null {
  if (tie > 0) return { sec, nano, tie: tie - 1 }
  const last = { tie: 1_000_000_000 }
  if (nano > 0) return { sec, nano: nano - 1, ...last }
  return sec > 0 ? { sec: sec - 1, nano: 999_999_999, ...last } : null
}
