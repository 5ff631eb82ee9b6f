import type { Readable } from 'node:stream'
import { appError } from '../../../shared/errors.ts'
import { NEVER, Notice, type NoticeKind } from '../../../shared/log-batch.ts'
import type { Engine, EngineSource } from '../engine.ts'
import { LineSplitter } from '../lib/lines.ts'
import { pause } from '../lib/pause.ts'
import { linkSignals } from '../lib/signals.ts'
import { type Stamp, stampText } from '../lib/stamp.ts'
import { StampLedger } from '../lib/stamp-ledger.ts'
import { toAppError } from '../lib/to-app-error.ts'
import type { Bell } from './bell.ts'
import { floorOf } from './dialect.ts'
import type { Followed, Past } from './followed.ts'
import { isGone, isRefusal } from './gone.ts'
import { inspect, inspectEnded, type LogState } from './inspect.ts'
import { Intake, momentOf } from './intake.ts'
import { Interruption, retryAfter } from './interruption.ts'
import { openLog } from './open.ts'
import { Origin } from './origin.ts'
import type { Queue } from './queue.ts'
import { readLog } from './read-log.ts'
import { Span } from './span.ts'
import { followTail } from './tail.ts'
import { started } from './wait-for-start.ts'

/** Lines of one source that wait for the merge; beyond this the engine's connection is not read. */
const QUEUE_BYTES = 256 * 1024
/** A followed log that is silent for so long has given all there was. Only the order of several sources and the "empty" state rest on it. */
const CAUGHT_UP = 120
const RETRY_DAMAGED = 15_000

/** Follows one container's log over all that may happen to it, into `queue`. */
export class LogSource {
  /** Nothing more is to be expected soon: caught up, stopped, or cut. */
  quiet = false
  ended = false
  readonly #id: string
  readonly #origin: Origin
  readonly #tail: number | 'all'
  readonly #span: Span
  /** Its time is over. */
  readonly #over = new AbortController()
  /** The session of now is to end, and another one to begin. */
  #turn = new AbortController()
  /** It reads up to the end of the time, and follows no further. */
  #ends = false
  /** The reader has left, or its time is over. */
  readonly #signal: AbortSignal
  readonly #unlink: () => void
  readonly #filled: Bell
  readonly #room: Bell
  readonly #past: Past | null
  #greeting: NoticeKind | null
  readonly #ledger = new StampLedger()
  #splitter: LineSplitter | null = null
  #state: LogState | null = null
  /** Opened, and read until it fell silent. */
  #caughtUp = false
  #opened = false
  #saidCaughtUp = false
  /** The session of now follows, and has once come to where the log ended. */
  #follows = true
  #level = false
  /** Its reading had to wait for room since it was begun: an engine may end it early when the container ends meanwhile. */
  #held = false
  #lastDamage = ''
  readonly #interruption = new Interruption()
  /** It may have logged what was not read. */
  #unread: boolean
  readonly #intake: Intake

  constructor(
    { index, id, tail, since = null, until = null, greeting = null, past = null, host = null }: Followed,
    engine: EngineSource,
    signal: AbortSignal,
    filled: Bell,
    room: Bell,
  ) {
    this.#id = id
    this.#tail = tail
    this.#span = new Span(since, until)
    this.#greeting = greeting
    this.#past = past
    this.#unread = greeting !== null || past !== null
    this.#intake = new Intake(index, this.#span, past)
    this.#origin = new Origin(engine, host)
    ;({ signal: this.#signal, unlink: this.#unlink } = linkSignals([signal, this.#over.signal]))
    this.#filled = filled
    this.#room = room
  }

  get queue(): Queue {
    return this.#intake.queue
  }

  /** Milliseconds that its lines may come later than others. */
  get late(): number {
    return this.#origin.dialect?.late ?? 0
  }

  get full(): boolean {
    return this.queue.size >= QUEUE_BYTES
  }

  /** From where a later reading misses nothing and doubles only what it can tell. Null before the first line. */
  get safe(): Stamp | null {
    return (this.#intake.lines === 0 ? this.#past?.since : this.#splitter?.safe) ?? null
  }

  /** The reader has left, or the time is over. A function, because it changes during every await. */
  #gone(): boolean {
    return this.#signal.aborted
  }

  /** A reading that followed and ended may lack some of the end: one that does not follow gives it. */
  get #mayLack(): boolean {
    return this.#held || this.#origin.dialect?.losesEnd === true
  }

  /** Runs until the container is gone, its log cannot be read, or the reader has left. Never rejects. */
  async run(): Promise<void> {
    // All of it can be read now, in one reading that ends, unless it was seen to be here already or is being read so.
    const off = this.#span.watch(() => {
      if (this.#span.beyond) this.#over.abort()
      else if (!this.#ends) this.#turn.abort()
    })
    await this.#follow()
    off()
    this.#unlink()
    if (this.#over.signal.aborted) this.#reached()
    this.ended = this.quiet = true
    this.#filled.ring()
  }

  async #follow(): Promise<void> {
    let failures = 0
    const onOpen = () => (this.#interruption.over() ? this.#notice(Notice.resumed) : undefined)
    while (!this.#gone()) {
      const { lines } = this.#intake
      this.#turn = new AbortController()
      try {
        if (!(await this.#session(this.#origin.connected(), onOpen))) break
      } catch (error) {
        const failure = toAppError(error)
        if (this.#gone()) break
        if (this.#turn.signal.aborted) continue
        if (isGone(failure)) {
          this.#splitter?.flush()
          if (this.#unread) this.#notice(Notice.gap, 'removed')
          this.#notice(Notice.removed)
          break
        }
        this.#unread = true
        const told = failures > 0 || !isRefusal(failure) ? this.#interruption.by(failure) : null
        if (told !== null) this.#notice(...told)
        this.quiet = true
        if (this.#intake.lines > lines) failures = 0
        await pause(retryAfter(failures++), this.#signal)
      }
    }
  }

  /** One reading of the log to its end and the wait for what comes after. False: there is nothing more to follow. */
  async #session(engine: Engine, onOpen: () => void): Promise<boolean> {
    const { signal, unlink } = linkSignals([this.#signal, this.#turn.signal])
    this.#span.wholeSeconds = this.#origin.dialect?.wholeSeconds === true
    this.#intake.exact = this.#origin.dialect?.exclusive !== true
    this.#ends = this.#span.over
    const opening = this.#open(engine, signal)
    opening.catch(() => undefined)
    // Podman sends no headers before the first line: silence counts from here.
    const silence = setTimeout(() => {
      if (this.full || this.#intake.waits()) silence.refresh()
      else this.#settle()
    }, CAUGHT_UP)
    try {
      const before = this.#state
      this.#state = await inspect(engine, this.#id, signal)
      this.#unread = true
      if (before !== null && before.startedAt !== this.#state.startedAt) this.#started(this.#state)
      this.#greet(this.#state)
      const response = await opening
      this.#opened = true
      this.#intake.awaited = false
      onOpen()
      const damage = await this.#read(response, this.#state.tty && this.#origin.dialect?.framesTty !== true, () => silence.refresh())
      if (this.#gone()) return false
      this.#unread = damage !== null || (this.#follows && this.#held)
      if (damage !== null) await this.#mend(damage)
      else if (this.#ends) {
        await inspect(engine, this.#id, signal) // or it was the engine that ended
        this.#over.abort()
      } else await this.#afterEnd(engine, this.#state, signal)
      return true
    } catch (error) {
      if (toAppError(error).code !== 'engine.not-supported') throw error
      this.#splitter?.flush()
      this.#notice(Notice.unreadable, this.#state?.driver)
      return false
    } finally {
      this.#intake.awaited = false
      // Also one that was answered only after the container could not be looked at.
      opening.then((response) => response.destroy()).catch(() => undefined)
      unlink()
      clearTimeout(silence)
    }
  }

  async #open(engine: Engine, signal: AbortSignal): Promise<Readable> {
    const resume = this.#ledger.resume(!this.#intake.exact)
    // Nothing was there when it was first read to its end: whatever is there now is new.
    const start = resume ?? (this.#past === null ? null : stampText(this.#past.since))
    const newest = this.#intake.given ? 0 : this.#caughtUp ? 'all' : this.#tail
    const from = start === null ? this.#span.from(newest) : { since: start }
    const { until } = this.#span
    this.#follows = !this.#mayLack || (await inspect(engine, this.#id, signal)).running
    this.#level = this.#held = false
    if (this.#ends && until !== null) return openLog(engine, this.#id, { ...from, until: stampText(until) }, {}, signal)
    return followTail(engine, this.#id, from, this.#follows, this.#intake, signal)
  }

  #read(response: Readable, raw: boolean, onBytes: () => void): Promise<string | null> {
    this.#splitter ??= new LineSplitter(!raw, this.#ledger, this.#intake.take)
    const take = (piece: Buffer, read: (piece: Buffer) => void) => {
      if (this.#intake.read(piece, read)) this.#filled.ring()
      if (!this.#caughtUp) onBytes()
      return !this.#gone()
    }
    const room = () => {
      if (!this.full || this.#gone()) return null
      this.#held = true
      return this.#room.wait()
    }
    return readLog(response, this.#splitter, { raw, take, room })
  }

  /** The bytes ended in damage: says so once, and tries again from the last whole line. */
  async #mend(damage: string): Promise<void> {
    const first = damage !== this.#lastDamage
    this.#lastDamage = damage
    this.#settle()
    if (first) this.#notice(Notice.damaged, damage)
    await pause(first ? retryAfter(1) : RETRY_DAMAGED, this.#signal)
  }

  /** A clean end may be the container's, or that of an engine shutting down: only looking tells (promises.md, fact 3). */
  async #afterEnd(engine: Engine, before: LogState, signal: AbortSignal): Promise<void> {
    const now = await inspectEnded(engine, this.#id, this.late, signal)
    if (now.startedAt !== before.startedAt) return // restarted meanwhile: the next session says so
    if (now.running) throw appError('host.lost')
    if (this.#follows && this.#mayLack && (before.running || this.#origin.dialect?.losesEnd === true)) {
      if (!this.#level && this.#origin.dialect?.losesEnd === true) this.#notice(Notice.gap, 'end')
      return // the next session reads the rest
    }
    this.#splitter?.flush()
    this.#settle()
    this.#intake.standAfter(momentOf(now.endedAt))
    if (!now.paused) this.#notice(Notice.stopped, now.fresh ? NEVER : String(now.exitCode)) // Podman ends the log of a paused one too
    await started(engine, this.#id, now.startedAt, signal)
  }

  #started(state: LogState): void {
    this.#splitter?.flush()
    this.#lastDamage = ''
    this.#notice(Notice.started, state.startedAt)
  }

  /** Stamped with the time it was made: all it logs comes after that. */
  #greet({ createdAt }: LogState): void {
    const made = momentOf(createdAt)
    if (this.#greeting !== null && (made === null || this.#span.has(made))) {
      if (made !== null && this.#origin.dialect !== null) this.#intake.stand(floorOf(this.#origin.dialect, made))
      this.#notice(this.#greeting)
    }
    this.#greeting = null
  }

  /** All up to `until` is here; said behind what others have up to it. */
  #reached(): void {
    this.#splitter?.flush()
    if (this.#span.until !== null) this.#intake.stand(this.#span.until)
    this.#settle()
    this.#notice(Notice.reached)
  }

  #notice(kind: NoticeKind, detail = ''): void {
    this.#intake.notice(kind, detail)
    this.#filled.ring()
  }

  #settle(): void {
    this.quiet = true
    this.#caughtUp ||= this.#opened
    if (this.#opened) this.#intake.release()
    this.#level = this.#opened
    if (!this.#saidCaughtUp) this.#notice(Notice.caughtUp)
    this.#saidCaughtUp = true
    this.#filled.ring()
  }
}
