import { type Arrival, MOST_SOURCES } from '../../../shared/contract/logs.ts'
import { Notice } from '../../../shared/log-batch.ts'
import type { EngineSource } from '../engine.ts'
import { sharedController } from '../lib/signals.ts'
import { stampOf } from '../lib/stamp.ts'
import { Bell } from './bell.ts'
import { Collector } from './collector.ts'
import type { Followed } from './followed.ts'
import { LogSource } from './source.ts'

/** What of the logs is asked for: the newest lines, or all since a time; up to another one, or on and on. */
export type Part = { tail: number | 'all'; since?: string | undefined; until?: string | undefined; host?: Followed['host'] | undefined }
type Span = Pick<Followed, 'since' | 'until' | 'host'>

export type Arriving = { id: string; as?: Arrival | undefined }
export type Joining = Required<Arriving> & { source: number; tail: number | 'all' }

const greetingOf = (as: Arrival | undefined) => (as === undefined ? null : Notice[as])

/**
 * One followed view: batches as `shared/log-batch.ts` describes them. While nobody asks for the next batch, up to 256 KiB a
 * source are queued and then the engine's connections are left unread.
 */
export class Follow {
  readonly #engine: EngineSource
  readonly #stop = sharedController()
  readonly #filled = new Bell()
  readonly #sources: LogSource[] = []
  readonly #rooms: Bell[] = []
  readonly #collector = new Collector()
  /** Others may join: it goes on when all that are in it have ended. */
  readonly #open: boolean
  #begun = false

  /** Also for those that join. */
  readonly #span: Span

  constructor(engine: EngineSource, sources: readonly Arriving[], { tail, since, until, host = null }: Part, open: boolean) {
    this.#engine = engine
    this.#open = open
    this.#span = { since: since === undefined ? null : stampOf(since), until: until === undefined ? null : stampOf(until), host }
    for (const [index, { id, as }] of sources.entries()) this.#add({ index, id, tail, ...this.#span, greeting: greetingOf(as) })
  }

  /** False where it has other sources than the one who asks believes. */
  join({ id, source, tail, as }: Joining): boolean {
    if (source !== this.#sources.length || source >= MOST_SOURCES || this.#stop.signal.aborted) return false
    const added = this.#add({ index: source, id, tail, ...this.#span, greeting: greetingOf(as) })
    if (this.#begun) void added.run()
    this.#filled.ring()
    return true
  }

  /** The batches, until the signal is aborted; `onEnd` is told of any end. Called once. */
  async *batches(signal: AbortSignal, onEnd: () => void = () => undefined): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const leave = () => this.#leave()
    signal.addEventListener('abort', leave, { once: true })
    if (signal.aborted) leave()
    try {
      this.#begun = true
      for (const source of this.#sources) void source.run()
      while (!this.#stop.signal.aborted) {
        const { batch, wait } = this.#collector.next(performance.now())
        for (const room of this.#rooms) room.ring()
        if (batch !== null) yield batch
        else if (wait === null && !this.#open && this.#sources.every((source) => source.ended && source.queue.count === 0)) return
        else await this.#filled.wait(wait ?? undefined)
      }
    } finally {
      signal.removeEventListener('abort', leave)
      leave()
      onEnd()
    }
  }

  #add(followed: Followed): LogSource {
    const room = new Bell()
    const source = new LogSource(followed, this.#engine, this.#stop.signal, this.#filled, room)
    this.#sources.push(source)
    this.#rooms.push(room)
    this.#collector.add(source, performance.now())
    return source
  }

  #leave(): void {
    this.#stop.abort()
    this.#filled.ring()
    for (const room of this.#rooms) room.ring()
  }
}
