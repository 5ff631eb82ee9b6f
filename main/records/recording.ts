import { END_MASK, NANO_MASK, NOTICE, Notice } from '../../shared/log-batch.ts'
import { BatchBuilder, ENOUGH } from '../../shared/log-batch-builder.ts'
import type { EngineSource } from '../docker/engine.ts'
import { pause } from '../docker/lib/pause.ts'
import { sharedController } from '../docker/lib/signals.ts'
import { compareStamps, type Stamp } from '../docker/lib/stamp.ts'
import { Bell } from '../docker/logs/bell.ts'
import type { Past } from '../docker/logs/followed.ts'
import { LogSource } from '../docker/logs/source.ts'
import type { FrameHead } from './format.ts'
import { lineKey, MOST_BEHIND, type Resume } from './resume.ts'
import { FULL, LOST } from './store.ts'
import type { StoredLog } from './stored-log.ts'

/** Lines are on their way to the disk this soon after they came, milliseconds, or once there are enough of them. */
const SOON = 700
/** A disk that took nothing is tried again. */
const AGAIN = 3000

/** What a record says of its container; the rest is about the connection of the moment. */
const KEPT: ReadonlySet<number> = new Set([Notice.stopped, Notice.started, Notice.removed, Notice.damaged, Notice.gap])

type Told = { onChange(): void; onTrouble(code: string | null): void }

/** Follows one container into its stored log, from where that ends. While the disk takes nothing, the engine is left unread. */
export class Recording {
  readonly log: StoredLog
  unreadable = false
  ended = false
  /** There is no room for its next lines, and none may be made: the engine holds them. */
  full = false
  /** Its next lines were refused, for that or by the disk: the engine holds them. */
  waits = false
  readonly #source: LogSource
  readonly #stop = sharedController()
  readonly #filled = new Bell()
  readonly #room = new Bell()
  readonly #told: Told
  readonly #done: Promise<void>
  /** Nothing new was heard since an earlier recording: how it stood then is written already. */
  #same: boolean
  /** Lines are missing before the next one; `cut`: of one that had not ended. */
  #gap: '' | 'cut' | null = null
  /** From where nothing was missed when it was last asked, and lines written since then. */
  #safe: Stamp = { sec: 0, nano: 0 }
  #behind = 0
  /** The last line written. */
  #last: Stamp = { sec: 0, nano: 0 }

  /** @param resume where the stored log ends. */
  constructor(log: StoredLog, resume: Resume | null, id: string, engine: EngineSource, told: Told) {
    this.log = log
    this.#told = told
    this.#same = resume !== null
    if (resume?.cut === true) this.#gap = 'cut'
    const followed = { index: 0, id, tail: 'all' as const, past: resume === null ? null : this.#past(resume) }
    this.#source = new LogSource(followed, engine, this.#stop.signal, this.#filled, this.#room)
    log.active = true
    this.#done = this.#run()
  }

  /** Ends it; what has come by now is written. */
  async stop(): Promise<void> {
    this.#stop.abort()
    this.#filled.ring()
    this.#room.ring()
    await this.#done
  }

  /** `since` is inclusive: the lines that were stored from there on come again. When the first is none of them, some are missing. */
  #past({ since, taken }: Resume): Past {
    let first = true
    return {
      since,
      again: (stderr, sec, nano) => {
        const key = lineKey(stderr, sec, nano)
        const left = taken.get(key) ?? 0
        if (first && left === 0 && taken.size > 0) this.#gap = ''
        first = false
        if (left > 0) taken.set(key, left - 1)
        return left > 0
      },
    }
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop
    const source = this.#source
    void source.run()
    const over = () => source.ended || signal.aborted
    for (;;) {
      if (source.queue.count === 0) {
        if (over()) break
        await this.#filled.wait()
        continue
      }
      const due = performance.now() + SOON
      while (!over() && source.queue.size < ENOUGH && performance.now() < due) await this.#filled.wait(due - performance.now())
      // What could not be written must be the first to be read again: nothing may be written behind it.
      if (!(await this.#write(signal))) break
      this.#room.ring()
    }
    await this.log.close()
    this.log.active = false
    this.ended = true
    this.full = this.waits = false
    this.#told.onChange()
  }

  /** False: it was given up, and is not in the store. */
  async #write(signal: AbortSignal): Promise<boolean> {
    const { head, batch } = this.#take(this.#resume())
    if (batch === null) return true
    this.#behind += head.lines
    if (head.lines > 0) this.#last = head.last
    for (;;) {
      try {
        await this.log.append(head, batch)
        this.full = this.waits = false
        this.#told.onTrouble(null)
        this.#told.onChange()
        return true
      } catch (error) {
        const { code = 'unknown' } = error as NodeJS.ErrnoException
        // Whoever has the folder now reads these lines from the engine.
        if (code === LOST) return false
        this.waits = true
        this.full = code === FULL
        this.#told.onTrouble(this.full ? null : code)
        this.#told.onChange()
        // The engine still has these lines: they are read again from where the store ends.
        if (signal.aborted) return false
        await pause(AGAIN, signal)
      }
    }
  }

  /** Where to go on behind what is queued; null: behind it, although a line that began before goes on. */
  #resume(): Stamp | null {
    const safe = this.#source.safe ?? { sec: 0, nano: 0 }
    if (compareStamps(safe, this.#safe) !== 0) [this.#safe, this.#behind] = [safe, 0]
    return this.#behind < MOST_BEHIND ? safe : null
  }

  /** Everything that is queued, without what only concerns the connection. */
  #take(resume: Stamp | null): { head: FrameHead; batch: Uint8Array | null } {
    const { queue } = this.#source
    const columns = queue.columns()
    const out = new BatchBuilder()
    const from = resume ?? this.#last
    const head: FrameHead = { lines: 0, first: from, last: from, resume: from, cut: resume === null }
    for (let i = 0; i < columns.count; i++) {
      const bits = columns.nano[i] as number
      const stamp = { sec: columns.sec[i] as number, nano: bits & NANO_MASK }
      if (bits < NOTICE) {
        if (this.#gap !== null) out.notice(0, Notice.gap, this.#gap, stamp.sec, stamp.nano)
        this.#gap = null
        this.#same = false
        if (head.lines++ === 0) head.first = stamp
        head.last = stamp
        out.move(columns, i)
      } else if (this.#keeps(columns.text[i === 0 ? 0 : (columns.place[i - 1] as number) & END_MASK] ?? 0)) out.move(columns, i)
    }
    queue.clear()
    if (resume === null) head.resume = head.last
    return { head, batch: out.count === 0 ? null : out.take() }
  }

  #keeps(kind: number): boolean {
    if (kind === Notice.unreadable) this.unreadable = true
    if (kind === Notice.started) this.#same = false
    return KEPT.has(kind) && !(this.#same && kind === Notice.stopped)
  }
}
