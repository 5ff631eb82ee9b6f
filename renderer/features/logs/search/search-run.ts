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
import { ENGINE, type Whole } from './whole.ts'

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
  failure: AppError | null
}

const NONE: SearchState = { pattern: null, running: false, found: [], sources: [], more: false, failure: null }

/** One search after the other. A new one ends the one before. */
export class SearchRun {
  state = NONE
  #sources: readonly Searched[] = []
  readonly #listeners = new Set<() => void>()
  #abort = new AbortController()
  readonly #whole: Whole

  constructor(whole: Whole = ENGINE) {
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
    this.#set({ ...this.state, running: true, more: false, failure: null })
    void this.#read(pattern)
  }

  /** Reading ends; what was found stays. */
  stop(): void {
    if (!this.state.running) return
    this.#abort.abort()
    this.#set({ ...this.state, running: false, more: true })
  }

  close(): void {
    this.#abort.abort()
    this.#listeners.clear()
  }

  async #read(pattern: LogPattern): Promise<void> {
    this.#abort = new AbortController()
    const { signal } = this.#abort
    const before = this.state
    // Those that came to their end are not read again.
    const asked = this.#sources.map((_, index) => index).filter((index) => before.sources[index]?.state !== 'done')
    try {
      for (let from = 0; from < asked.length && !signal.aborted; from += MAX_SEARCHED) {
        const max = MAX_FOUND - (this.state.found.length - before.found.length)
        // As many as fit were found with what there was: the others are not looked into.
        if (max <= 0) this.#set({ ...this.state, more: true })
        if (max <= 0 || (await this.#some(asked.slice(from, from + MAX_SEARCHED), before, { pattern, max }, signal))) break
      }
      if (!signal.aborted) this.#set({ ...this.state, running: false })
    } catch (error) {
      if (signal.aborted) return
      const failure = error instanceof AppError ? error : new AppError('unknown', {}, String(error))
      this.#set({ ...this.state, running: false, more: true, failure })
    }
  }

  /** Looks through as many logs as are looked through at once. Answers whether the cap was reached. */
  async #some(asked: readonly number[], before: SearchState, what: Pick<LogSearch, 'pattern' | 'max'>, signal: AbortSignal) {
    const sources = asked.map((index) => ({ ...(this.#sources[index] as Searched), ...after(before.sources[index]?.at ?? null) }))
    let full = false
    for await (const report of this.#whole.search(api(), { sources, ...what }, signal)) {
      if (signal.aborted) return true
      full = report.more
      const found = report.found.map((one) => ({ ...one, source: asked[one.source] ?? 0 }))
      const now = this.#sources.map((_, index) => this.state.sources[index] ?? WAITING)
      for (const [at, one] of report.sources.entries()) now[asked[at] ?? 0] = added(before.sources[asked[at] ?? 0], one)
      this.#set({
        ...this.state,
        found: found.length === 0 ? this.state.found : inOrder([...this.state.found, ...found]),
        sources: now,
        more: full || now.some(({ state }) => state === 'failed'),
      })
    }
    return full
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

/** Each source gives its own in order; together they are put into that of the stamps. */
const inOrder = (found: LogFound[]): LogFound[] =>
  found.sort((a, b) => a.sec - b.sec || a.nano - b.nano || a.source - b.source || a.tie - b.tie)
