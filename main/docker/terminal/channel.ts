import { joined } from '../../../shared/bytes.ts'
import type { OutputMark } from '../../../shared/contract/terminal.ts'
import { Dropper } from './cut.ts'
import type { Listener, Mirror } from './mirror.ts'
import { Rate } from './rate.ts'
import { Scan } from './scan.ts'
import { pieces, WholeCharacters } from './whole.ts'

/** One item on the wire: large enough for speed, small enough that Ctrl-C need not wait for it. */
const ITEM = 64 << 10
/** Unread bytes at which the engine's socket is paused, and goes on again. */
const HIGH = 128 << 10
const LOW = 64 << 10
/** A backlog worth dropping at Ctrl-C, and what is shown of it. */
const FLOOD = 16 << 10
const KEEP = 8 << 10
/** As much within so many milliseconds is a flood also where its reader keeps up: far more than waits here is on its way. */
const MUCH = 256 << 10
const LATELY = 60
/** It only paused where so much more comes. */
const AGAIN = 64 << 10
/** The flood is over when nothing came for this long; what comes after `DROP_LIMIT` is shown in any case. Milliseconds. */
const QUIET = 4
const DROP_LIMIT = 300

const nothing = () => undefined

/** Most of the memory behind it is its own. */
const fills = (bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> => bytes.length * 2 >= bytes.buffer.byteLength

type Source = { pause(): unknown; resume(): unknown }
type Drop = { dropper: Dropper; since: number; timer: NodeJS.Timeout | undefined }
type Item = OutputMark | Uint8Array<ArrayBuffer>

/**
 * The bytes of one session on their way from the engine to whoever looks at it, and into the mirror when nobody does.
 * Nothing is lost between two readers; a slow reader makes the process wait.
 */
export class Channel {
  readonly #mirror: Mirror
  readonly #source: Source
  readonly #whole = new WholeCharacters()
  #queue: Uint8Array[] = []
  #queued = 0
  #skipped = 0
  #paused = false
  #ended = false
  #wake: (() => void) | null = null
  /** Those that wait to work between two pieces. */
  #asides = 0
  /** Whoever may take bytes now: a page, or the pump into the mirror. */
  #reader = 0
  /** Settles when nobody takes bytes or makes the picture. */
  #turn: Promise<void> = Promise.resolve()
  #scan = new Scan()
  #drop: Drop | null = null
  readonly #rate = new Rate(LATELY)
  /** When Ctrl-C was typed into a flood that has fallen silent, and how much came since. */
  #silenced: { since: number; bytes: number } | null = null

  constructor(source: Source, mirror: Mirror) {
    this.#source = source
    this.#mirror = mirror
    this.#pump()
  }

  /** What the engine sent, cut anywhere. Pauses the source while more than `HIGH` bytes are unread. */
  push(chunk: Uint8Array): void {
    const bytes = this.#whole.push(chunk)
    this.#rate.add(bytes.length, performance.now())
    if (this.#drop !== null) {
      if (this.#drop.dropper.push(bytes)) {
        this.#waitForQuiet(this.#drop)
        return
      }
      this.#finishDrop(this.#drop)
      this.#silenced = null
    }
    this.#enqueue(bytes)
    this.#resumeDrop(bytes.length)
  }

  /** No more will come. */
  end(): void {
    if (this.#drop !== null) this.#finishDrop(this.#drop)
    if (!this.#ended) this.#enqueue(this.#whole.end())
    this.#ended = true
    this.#stir()
  }

  /** Ctrl-C was typed: in a flood the backlog but its end is left out, so that the prompt shows at once. */
  interrupt(): void {
    if (this.#drop !== null || this.#ended) return
    if (this.#queued >= FLOOD || this.#rate.lately(performance.now()) >= MUCH) this.#startDrop(Date.now())
  }

  #startDrop(since: number): void {
    this.#silenced = null
    const dropper = new Dropper(this.#scan, KEEP)
    if (!this.#scan.scrolling || !this.#queue.every((bytes) => dropper.push(bytes))) return
    this.#queue = []
    this.#queued = 0
    this.#drop = { dropper, since, timer: undefined }
    this.#flow()
    this.#waitForQuiet(this.#drop)
  }

  /** Shows the session from now on; whoever did before is told so and ends. */
  async *read(signal: AbortSignal): AsyncGenerator<Item, void, undefined> {
    const me = this.#takeOver()
    const onAbort = () => this.#stir()
    signal.addEventListener('abort', onAbort)
    try {
      const { cols, rows, data } = await this.#alone(() => this.#mirror.snapshot())
      yield { t: 'replay', cols, rows }
      const bytes = new TextEncoder().encode(data)
      for (const piece of pieces(bytes, ITEM)) yield piece.slice()
      yield { t: 'live' }
      while (!signal.aborted) {
        const items = await this.#alone(() => this.#take(() => signal.aborted || this.#reader !== me))
        if (this.#reader !== me) yield { t: 'taken' }
        if (items === null || this.#reader !== me) return
        yield* items
      }
    } finally {
      signal.removeEventListener('abort', onAbort)
      if (this.#reader === me) this.#pump()
    }
  }

  /** Tells of all that is taken from here on, by whomever; what was taken before is in the picture it begins with. */
  async listen(listener: Listener): Promise<void> {
    this.#asides++
    const done = this.#alone(() => this.#mirror.listen(listener))
    this.#stir()
    await done.finally(() => this.#asides--)
    if (this.#ended && this.#queued === 0) this.#mirror.over()
  }

  #takeOver(): number {
    this.#reader++
    this.#stir()
    return this.#reader
  }

  /**
   * One at a time takes bytes or has the mirror's picture made. Never held while a reader is given something: one that asks for
   * nothing more, frozen or stuck, must not keep the next from taking over. What it was given is in the mirror.
   */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.then(nothing, nothing)
    return done
  }

  /** Nobody looks: the mirror reads, at its own pace. */
  #pump(): void {
    const me = this.#takeOver()
    void (async () => {
      while (this.#reader === me && (await this.#alone(() => this.#take(() => this.#reader !== me))) !== null) {
        // The mirror has been given it by #take.
      }
    })()
  }

  /** The next bytes, noted in the mirror, none while others wait for their turn; null when there will be none or the taker was told to stop. */
  async #take(stop: () => boolean): Promise<Item[] | null> {
    while (this.#queued === 0 && !this.#ended && this.#asides === 0 && !stop()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    if (stop()) return null
    if (this.#queued === 0) {
      if (this.#ended) this.#mirror.over()
      return this.#ended ? null : []
    }
    const bytes = this.#dequeue()
    const before = this.#scan
    this.#scan = before.clone()
    this.#scan.feed(bytes)
    await this.#mirror.append(bytes, before, this.#scan)
    const skipped = this.#skipped
    this.#skipped = 0
    return skipped === 0 ? [bytes] : [{ t: 'skipped', bytes: skipped }, bytes]
  }

  #dequeue(): Uint8Array<ArrayBuffer> {
    const parts: Uint8Array[] = []
    let size = 0
    for (let next = this.#queue[0]; next !== undefined && (size === 0 || size + next.length <= ITEM); next = this.#queue[0]) {
      this.#queue.shift()
      parts.push(next)
      size += next.length
    }
    this.#queued -= size
    this.#flow()
    const [first] = parts
    // Not where it would keep the memory of others.
    return parts.length === 1 && first !== undefined && fills(first) ? first : joined(parts)
  }

  #enqueue(bytes: Uint8Array): void {
    this.#queue.push(...pieces(bytes, ITEM))
    this.#queued += bytes.length
    this.#flow()
    this.#stir()
  }

  #flow(): void {
    if (!this.#paused && this.#queued > HIGH) {
      this.#paused = true
      this.#source.pause()
    } else if (this.#paused && this.#queued < LOW) {
      this.#paused = false
      this.#source.resume()
    }
  }

  #waitForQuiet(drop: Drop): void {
    clearTimeout(drop.timer)
    if (Date.now() - drop.since > DROP_LIMIT) this.#finishDrop(drop)
    else drop.timer = setTimeout(() => this.#finishDrop(drop), QUIET)
  }

  /** A busy machine makes pauses in a flood that are none of its end. */
  #resumeDrop(bytes: number): void {
    const silenced = this.#silenced
    if (silenced === null) return
    silenced.bytes += bytes
    if (Date.now() - silenced.since > DROP_LIMIT) this.#silenced = null
    else if (silenced.bytes >= AGAIN) this.#startDrop(silenced.since)
  }

  #finishDrop(drop: Drop): void {
    if (this.#drop !== drop) return
    clearTimeout(drop.timer)
    this.#drop = null
    this.#silenced = { since: drop.since, bytes: 0 }
    const { skipped, bytes } = drop.dropper.finish()
    this.#skipped += skipped
    this.#enqueue(bytes)
  }

  #stir(): void {
    this.#wake?.()
    this.#wake = null
  }
}
