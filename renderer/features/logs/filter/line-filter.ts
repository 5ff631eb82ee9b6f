import { NOTICE, SOURCE_SHIFT, STDERR } from '../../../../shared/log-batch.ts'
import { stripSequences } from '../ansi/parse.ts'
import { breathe, SLICE } from '../find/breathe.ts'
import { Stopped } from '../find/regex-worker.ts'
import type { Search } from '../find/search.ts'
import { guessLevel, type Level } from '../lines/level.ts'
import { TraceReader } from '../lines/trace.ts'
import { type Chunk, endOf, startOf } from '../store/chunk.ts'
import type { LogStore } from '../store/store.ts'
import type { Criteria } from './criteria.ts'
import { Folds } from './folds.ts'
import { ShownLines, Standing } from './shown-lines.ts'

/** Levels and frames are told by the beginning of a line. Bytes. */
const HEAD = 4096
/** Lines after which the time is looked at: a chunk may hold very many short ones. */
const PAUSE = 64
const utf8 = new TextDecoder()

/** The trace a source is in: its lines up to here, and whether it is shown. */
type Trace = { reader: TraceReader; lines: number[]; level: Level | 0; shown: boolean }

/** Sifts a store from its first line on in slices, each line once, and goes on as lines arrive. */
export class LineFilter {
  readonly shown = new ShownLines()
  readonly criteria: Criteria
  readonly search: Search | null
  readonly #store: LogStore
  readonly #onChange: () => void
  readonly #traces = new Map<number, Trace>()
  readonly folds = new Folds()
  /** The next line to look at. */
  #at: number
  /** Lines that follow a match and are shown for that. */
  #after = 0
  #running = false
  #stopped = false
  /** All lines there were have been sifted at least once. */
  ready = false
  /** The expression took too long and was given up. */
  slow = false

  constructor(store: LogStore, criteria: Criteria, search: Search | null, onChange: () => void) {
    this.#store = store
    this.#at = store.first
    this.criteria = criteria
    this.search = search
    this.#onChange = onChange
  }

  stop(): void {
    this.#stopped = true
  }

  /** Begins, and goes on when lines came. */
  more(): void {
    if (this.#running || this.#stopped || this.slow) return
    this.#running = true
    void this.#run()
  }

  async #run(): Promise<void> {
    for (; this.#goes; await breathe()) {
      await this.#slice()
      if (this.#stopped) break
      if (this.#at >= this.#store.end) this.ready = true
      this.#onChange()
    }
    this.#running = false
    if (this.#at < this.#store.end || this.ready) return
    this.ready = true
    this.#onChange()
  }

  async #slice(): Promise<void> {
    const until = performance.now() + SLICE
    while (this.#goes && performance.now() < until) await this.#sift()
  }

  get #goes(): boolean {
    return !this.#stopped && !this.slow && this.#at < this.#store.end
  }

  async #sift(): Promise<void> {
    const store = this.#store
    this.#at = Math.max(this.#at, store.first)
    const chunk = store.chunkOf(this.#at)
    const from = this.#at - chunk.base
    const upTo = chunk.count
    let hits: readonly number[] | null = null
    try {
      const found = this.search?.scan(chunk, from) ?? null
      hits = found instanceof Promise ? await found : found
    } catch (error) {
      if (error instanceof Stopped) this.#stopped = true
      else this.slow = true
      return
    }
    if (this.#stopped) return
    await this.#take(chunk, from, upTo, hits)
    this.shown.drop(store.first)
    this.folds.drop(store.first)
  }

  async #take(chunk: Chunk, from: number, upTo: number, hits: readonly number[] | null): Promise<void> {
    let next = 0
    let until = performance.now() + SLICE
    for (let index = from; index < upTo; index++) {
      if (index % PAUSE === 0 && performance.now() > until) {
        await breathe()
        if (this.#stopped) return
        until = performance.now() + SLICE
      }
      const hit = hits === null || hits[next] === index
      if (hit) next++
      const line = chunk.base + index
      if ((chunk.nano[index] as number) >= NOTICE) this.shown.add(line, Standing.match)
      else this.#judge(chunk, index, line, hits === null || hit !== this.criteria.query.negate)
    }
    this.#at = chunk.base + upTo
  }

  #judge(chunk: Chunk, index: number, line: number, matches: boolean): void {
    const nano = chunk.nano[index] as number
    const source = (chunk.place[index] as number) >>> SOURCE_SHIFT
    const text = headOf(chunk, index)
    const stderr = (nano & STDERR) !== 0
    const trace = this.#traceOf(source * 2 + (stderr ? 1 : 0))
    const goesOn = trace.reader.goesOn(text)
    if (!goesOn) {
      trace.lines = []
      trace.shown = false
      trace.level = this.criteria.level > 0 ? guessLevel(text) : 0
    }
    const { stream, level } = this.criteria
    if (stream !== 'all' && (stream === 'stderr') !== stderr) {
      this.shown.add(line, Standing.never)
      return
    }
    trace.lines.push(line)
    this.#place(line, matches && (level === 0 || trace.level >= level), trace)
  }

  /** Shows a line, with those around it and the whole trace it belongs to. */
  #place(line: number, wanted: boolean, trace: Trace): void {
    const { context, fold, query } = this.criteria
    // What is to be left out is left out of traces too.
    const alone = query.negate && query.text !== ''
    const head = trace.lines[0] ?? line
    if (alone && wanted) {
      this.shown.add(line, Standing.match)
      if (context > 0) this.shown.raise(before(line, context), Standing.context)
      this.#after = context
    } else if (!alone && (wanted || trace.shown)) {
      const rest = fold && !this.folds.isOpen(head) ? Standing.folded : Standing.match
      this.shown.add(line, line === head ? Standing.match : rest)
      if (!trace.shown && line !== head) {
        this.shown.raise([head], Standing.match)
        this.shown.raise(trace.lines.slice(1), rest)
      }
      trace.shown = true
      if (fold && line !== head) this.#fold(head, trace.lines)
      if (wanted && context > 0) this.shown.raise(before(head, context), Standing.context)
      this.#after = context
    } else {
      this.shown.add(line, this.#after > 0 ? Standing.context : Standing.hidden)
      if (this.#after > 0) this.#after--
    }
  }

  #fold(head: number, lines: readonly number[]): void {
    this.folds.set(head, lines.slice(1))
    this.shown.touch(head)
  }

  /** Folds a trace, or unfolds it; false when the line is no head of one. */
  toggle(head: number): boolean {
    const rest = this.folds.of(head)
    if (rest === null) return false
    this.folds.toggle(head)
    this.shown.setFolded(rest, !this.folds.isOpen(head))
    this.shown.touch(head)
    return true
  }

  #traceOf(key: number): Trace {
    const known = this.#traces.get(key)
    if (known !== undefined) return known
    const made: Trace = { reader: new TraceReader(), lines: [], level: 0, shown: false }
    this.#traces.set(key, made)
    return made
  }
}

const before = (line: number, count: number): number[] => Array.from({ length: count }, (_, i) => line - count + i)

/** The beginning of a line as it is seen. */
function headOf(chunk: Chunk, index: number): string {
  const start = startOf(chunk, index)
  const bytes = chunk.text.subarray(start, Math.min(endOf(chunk, index), start + HEAD))
  return stripSequences(utf8.decode(bytes)).replace(/\r$/, '')
}
