import { END_MASK, NANO_MASK, NOTICE, Notice } from '../../shared/log-batch.ts'
import { BatchBuilder } from '../../shared/log-batch-builder.ts'
import type { EngineSource } from '../docker/engine.ts'
import { pause } from '../docker/lib/pause.ts'
import { sharedController } from '../docker/lib/signals.ts'
import type { Stamp } from '../docker/lib/stamp.ts'
import { Bell } from '../docker/logs/bell.ts'
import type { Past } from '../docker/logs/followed.ts'
import { LogSource } from '../docker/logs/source.ts'
import type { FrameHead } from './format.ts'
import { lineKey, type StoredLog } from './stored-log.ts'

/** Lines are on their way to the disk this soon after they came, milliseconds, or once there are so many bytes of them. */
const SOON = 700
const ENOUGH = 128 * 1024
/** A disk that took nothing is tried again. */
const AGAIN = 3000

/** What a record says of its container; the rest is about the connection of the moment. */
const KEPT: ReadonlySet<number> = new Set([Notice.stopped, Notice.started, Notice.removed, Notice.damaged, Notice.gap])

type Told = { onWritten(): void; onTrouble(code: string | null): void }

/** Follows one container into its stored log, from where that ends. While the disk takes nothing, the engine is left unread. */
export class Recording {
  readonly log: StoredLog
  unreadable = false
  ended = false
  readonly #source: LogSource
  readonly #stop = sharedController()
  readonly #filled = new Bell()
  readonly #room = new Bell()
  readonly #told: Told
  readonly #done: Promise<void>
  /** Nothing new was heard since an earlier recording: how it stood then is written already. */
  #same: boolean
  #gap = false

  constructor(log: StoredLog, id: string, engine: EngineSource, told: Told) {
    this.log = log
    this.#told = told
    this.#same = log.resume !== null
    const followed = { index: 0, id, tail: 'all' as const, past: this.#past() }
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
  #past(): Past | null {
    const { resume } = this.log
    if (resume === null) return null
    const taken = new Map(resume.taken)
    let first = true
    return {
      since: resume.since,
      again: (stderr, sec, nano) => {
        const key = lineKey(stderr, sec, nano)
        const left = taken.get(key) ?? 0
        if (first && left === 0 && taken.size > 0) this.#gap = true
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
      while (!over() && source.queue.bytes < ENOUGH && performance.now() < due) await this.#filled.wait(due - performance.now())
      // What could not be written must be the first to be read again: nothing may be written behind it.
      if (!(await this.#write(signal))) break
      this.#room.ring()
    }
    await this.log.close()
    this.log.active = false
    this.ended = true
    this.#told.onWritten()
  }

  /** False: it was given up, and is not in the store. */
  async #write(signal: AbortSignal): Promise<boolean> {
    const resume = this.#source.safe ?? { sec: 0, nano: 0 }
    const { head, batch } = this.#take(resume)
    if (batch === null) return true
    for (;;) {
      try {
        await this.log.append(head, batch)
        this.#told.onTrouble(null)
        this.#told.onWritten()
        return true
      } catch (error) {
        this.#told.onTrouble((error as NodeJS.ErrnoException).code ?? 'unknown')
        // The engine still has these lines: they are read again from where the store ends.
        if (signal.aborted) return false
        await pause(AGAIN, signal)
      }
    }
  }

  /** Everything that is queued, without what only concerns the connection. */
  #take(resume: Stamp): { head: FrameHead; batch: Uint8Array | null } {
    const { queue } = this.#source
    const columns = queue.columns()
    const out = new BatchBuilder()
    const head: FrameHead = { lines: 0, first: resume, last: resume, resume }
    for (let i = 0; i < columns.count; i++) {
      const bits = columns.nano[i] as number
      const stamp = { sec: columns.sec[i] as number, nano: bits & NANO_MASK }
      if (bits < NOTICE) {
        if (this.#gap) out.notice(0, Notice.gap, '', stamp.sec, stamp.nano)
        this.#gap = false
        this.#same = false
        if (head.lines++ === 0) head.first = stamp
        head.last = stamp
        out.move(columns, i)
      } else if (this.#keeps(columns.text[i === 0 ? 0 : (columns.place[i - 1] as number) & END_MASK] ?? 0)) out.move(columns, i)
    }
    queue.clear()
    return { head, batch: out.count === 0 ? null : out.take() }
  }

  #keeps(kind: number): boolean {
    if (kind === Notice.unreadable) this.unreadable = true
    if (kind === Notice.started) this.#same = false
    return KEPT.has(kind) && !(this.#same && kind === Notice.stopped)
  }
}
