import type { Readable } from 'node:stream'
import { appError } from '../../../shared/errors.ts'
import { Notice, type NoticeKind } from '../../../shared/log-batch.ts'
import { BatchBuilder } from '../../../shared/log-batch-builder.ts'
import type { Engine, EngineSource } from '../engine.ts'
import { Demuxer } from '../lib/demux.ts'
import { LineSplitter } from '../lib/lines.ts'
import { pause } from '../lib/pause.ts'
import { linkSignals } from '../lib/signals.ts'
import { parseStamp, type Stamp, stampText } from '../lib/stamp.ts'
import { StampLedger } from '../lib/stamp-ledger.ts'
import { toAppError } from '../lib/to-app-error.ts'
import type { Bell } from './bell.ts'
import type { Followed, Past } from './followed.ts'
import { inspect, type LogState, openLog } from './inspect.ts'
import { Span } from './span.ts'
import { waitForStart } from './wait-for-start.ts'

/** Lines of one source that wait for the merge; beyond this the engine's connection is not read. */
export const QUEUE_BYTES = 256 * 1024
/** A followed log that is silent for so long has given all there was. Only the order of several sources and the "empty" state rest on it. */
const CAUGHT_UP = 120
const RETRY = [100, 250, 500, 1000, 2000] as const
const RETRY_DAMAGED = 15_000

/** Follows one container's log over all that may happen to it, into `queue`. */
export class LogSource {
  readonly queue = new BatchBuilder()
  /** Nothing more is to be expected soon: caught up, stopped, or cut. */
  quiet = false
  ended = false
  readonly #index: number
  readonly #id: string
  readonly #engine: EngineSource
  readonly #tail: number | 'all'
  readonly #span: Span
  /** Its time is over. */
  readonly #over = new AbortController()
  /** The reader has left, or its time is over. */
  readonly #signal: AbortSignal
  readonly #unlink: () => void
  readonly #filled: Bell
  readonly #room: Bell
  readonly #past: Past | null
  #greeting: NoticeKind | null
  readonly #ledger = new StampLedger()
  #splitter: LineSplitter | null = null
  #host: Followed['host']
  #state: LogState | null = null
  /** Opened, and read until it fell silent. */
  #caughtUp = false
  #opened = false
  #saidCaughtUp = false
  #lastDamage = ''
  #cut = false
  /** Another host is chosen. */
  #away = false
  /** When bytes came last. */
  #heard = 0
  /** Lines so far: a try that brought some is no failure. */
  #lines = 0
  #sec = 0
  #nano = 0

  constructor(
    { index, id, tail, since = null, until = null, greeting = null, past = null, host = null }: Followed,
    engine: EngineSource,
    signal: AbortSignal,
    filled: Bell,
    room: Bell,
  ) {
    this.#index = index
    this.#id = id
    this.#tail = tail
    this.#span = new Span(since, until)
    this.#greeting = greeting
    this.#past = past
    this.#host = host
    this.#engine = engine
    const both = linkSignals([signal, this.#over.signal])
    this.#signal = both.signal
    this.#unlink = both.unlink
    this.#filled = filled
    this.#room = room
  }

  get full(): boolean {
    return this.queue.bytes + this.queue.count * 12 >= QUEUE_BYTES
  }

  /** From where a later reading misses nothing and doubles only what it can tell. Null before the first line. */
  get safe(): Stamp | null {
    return (this.#lines === 0 ? this.#past?.since : this.#splitter?.safe) ?? null
  }

  /** Nothing from before its end is on its way. */
  readonly #calm = (): boolean => this.quiet && !this.#cut && !this.full && performance.now() - this.#heard > CAUGHT_UP * 2

  /** The reader has left, or the time is over. A function, because it changes during every await. */
  #gone(): boolean {
    return this.#signal.aborted
  }

  /** Runs until the container is gone, its log cannot be read, or the reader has left. Never rejects. */
  async run(): Promise<void> {
    const off = this.#span.watch(this.#calm, this.#over)
    await this.#follow()
    off()
    this.#unlink()
    if (this.#over.signal.aborted) this.#reached()
    this.ended = true
    this.quiet = true
    this.#filled.ring()
  }

  async #follow(): Promise<void> {
    let failures = 0
    const onOpen = () => {
      this.#heard = performance.now()
      if (this.#cut) this.#notice(Notice.resumed)
      this.#cut = false
    }
    while (!this.#gone()) {
      const lines = this.#lines
      try {
        if (!(await this.#session(this.#connected(), onOpen))) break
      } catch (error) {
        const { code, detail } = toAppError(error)
        if (this.#gone()) break
        if (code === 'engine.not-found') {
          this.#end(Notice.removed)
          break
        }
        const away = code === 'host.switched'
        // One that was lost and then left waits for another thing than before.
        if (!this.#cut || (away && !this.#away)) this.#notice(away ? Notice.away : Notice.interrupted, detail ?? code)
        ;[this.#cut, this.#away] = [true, away]
        this.quiet = true
        if (this.#lines > lines) failures = 0
        await pause(RETRY[Math.min(failures++, RETRY.length - 1)] ?? 2000, this.#signal)
      }
    }
  }

  /** The engine this log was begun on; another host's containers are not ours, however like their ids. */
  #connected(): Engine {
    const engine = this.#engine()
    this.#host ??= engine.host
    if (engine.host.address !== this.#host.address) throw appError('host.switched', {}, this.#host.name)
    return engine
  }

  /** One reading of the log to its end and the wait for what comes after. False: there is nothing more to follow. */
  async #session(engine: Engine, onOpen: () => void): Promise<boolean> {
    const past = this.#span.over
    const opening = this.#open(engine, past)
    opening.catch(() => undefined)
    // Podman sends no headers before the first line: silence counts from here.
    const silence = setTimeout(() => {
      if (this.full) silence.refresh()
      else this.#settle()
    }, CAUGHT_UP)
    try {
      const before = this.#state
      this.#state = await inspect(engine, this.#id, this.#signal)
      if (before !== null && before.startedAt !== this.#state.startedAt) this.#started(this.#state)
      this.#greet(this.#state)
      const response = await opening
      this.#opened = true
      onOpen()
      const damage = await this.#read(response, this.#state.tty, () => silence.refresh())
      if (this.#gone()) return false
      if (damage !== null) await this.#mend(damage)
      else if (past) {
        await inspect(engine, this.#id, this.#signal) // or it was the engine that ended
        this.#over.abort()
      } else await this.#afterEnd(engine, this.#state)
      return true
    } catch (error) {
      if (toAppError(error).code !== 'engine.not-supported') throw error
      this.#end(Notice.unreadable, this.#state?.driver)
      return false
    } finally {
      clearTimeout(silence)
    }
  }

  #open(engine: Engine, past: boolean): Promise<Readable> {
    const resume = this.#ledger.resume()
    // Nothing was there when it was first read to its end: whatever is there now is new.
    const start = resume ?? (this.#past === null ? null : stampText(this.#past.since))
    const from = start === null ? this.#span.from(this.#caughtUp ? 'all' : this.#tail) : { since: start }
    const { until } = this.#span
    return openLog(engine, this.#id, past && until !== null ? { ...from, until: stampText(until) } : from, this.#signal)
  }

  /** Reads to the end. Answers what the bytes themselves say of damage; a broken connection throws. */
  async #read(response: Readable, tty: boolean, onBytes: () => void): Promise<string | null> {
    this.#splitter ??= this.#makeSplitter(!tty)
    const splitter = this.#splitter
    const demuxer = new Demuxer((...payload) => splitter.write(...payload))
    try {
      for await (const chunk of response as AsyncIterable<Buffer>) {
        if (tty) splitter.raw(chunk)
        else demuxer.push(chunk)
        this.#filled.ring()
        while (this.full && !this.#gone()) await this.#room.wait()
        if (demuxer.damage !== null || this.#gone()) break
        this.#heard = performance.now()
        if (!this.#caughtUp) onBytes()
      }
      demuxer.end()
    } finally {
      splitter.cut()
      response.destroy()
    }
    return demuxer.damage
  }

  #makeSplitter(framed: boolean): LineSplitter {
    return new LineSplitter(framed, this.#ledger, (stderr, sec, nano, from, start, end, left) => {
      if (this.#past?.again(stderr, sec, nano) === true || !this.#span.has({ sec, nano })) return
      this.#lines++
      this.#sec = sec
      this.#nano = nano
      this.queue.add(this.#index, stderr, sec, nano, from, start, end, left)
    })
  }

  /** The bytes ended in damage: says so once, and tries again from the last whole line. */
  async #mend(damage: string): Promise<void> {
    const first = damage !== this.#lastDamage
    this.#lastDamage = damage
    this.#settle()
    if (first) this.#notice(Notice.damaged, damage)
    await pause(first ? RETRY[1] : RETRY_DAMAGED, this.#signal)
  }

  /** A clean end may be the container's, or that of an engine shutting down: only looking tells (promises.md, fact 3). */
  async #afterEnd(engine: Engine, before: LogState): Promise<void> {
    const now = await inspect(engine, this.#id, this.#signal)
    if (now.startedAt !== before.startedAt) return // restarted meanwhile: the next session says so
    if (now.running) throw appError('host.lost')
    this.#splitter?.flush()
    this.#settle()
    this.#notice(Notice.stopped, String(now.exitCode))
    for (;;) {
      const next = await waitForStart(engine, this.#id, now.startedAt, this.#signal)
      if (next.running || next.startedAt !== now.startedAt) return
      await pause(RETRY[1], this.#signal)
    }
  }

  #started(state: LogState): void {
    this.#splitter?.flush()
    this.#lastDamage = ''
    this.#notice(Notice.started, state.startedAt)
  }

  /** Stamped with the time it was made: all it logs comes after that. */
  #greet({ createdAt }: LogState): void {
    if (this.#greeting === null) return
    const stamp = { sec: 0, nano: 0 }
    const text = new TextEncoder().encode(`${createdAt} `)
    if (parseStamp(text, 0, text.length, stamp) > 0) {
      this.#sec = stamp.sec
      this.#nano = stamp.nano
    }
    this.#notice(this.#greeting)
    this.#greeting = null
  }

  #end(kind: typeof Notice.removed | typeof Notice.unreadable, detail = ''): void {
    this.#splitter?.flush()
    this.#notice(kind, detail)
  }

  /** All up to `until` is here; said behind what others have up to it. */
  #reached(): void {
    this.#splitter?.flush()
    this.#sec = this.#span.until?.sec ?? this.#sec
    this.#nano = this.#span.until?.nano ?? this.#nano
    this.#settle()
    this.#notice(Notice.reached)
  }

  /** Stamped as the source's last line, so that the merge puts it right behind that. */
  #notice(kind: NoticeKind, detail = ''): void {
    this.queue.notice(this.#index, kind, detail, this.#sec, this.#nano)
    this.#filled.ring()
  }

  #settle(): void {
    this.quiet = true
    this.#caughtUp ||= this.#opened
    if (!this.#saidCaughtUp) this.#notice(Notice.caughtUp)
    this.#saidCaughtUp = true
    this.#filled.ring()
  }
}
