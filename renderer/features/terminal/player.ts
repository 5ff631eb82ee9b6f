import { type Cast, sizeOf } from '../../../shared/asciicast.ts'
import { framesUntil, sameMoment, type Timeline, timelineOf } from './timeline.ts'

/** What a recording is drawn on. */
export type Stage = {
  /** Calls back when it is parsed. */
  write(data: string, parsed: () => void): void
  resize(cols: number, rows: number): void
  /** While it is built up anew nothing of it is to be seen or heard. */
  rebuild(on: boolean): void
}

/** `now` in milliseconds, never going back; `soon` calls once, about a frame later, unless what it returned is called before. */
export type Clock = { now(): number; soon(call: () => void): () => void }

export type Playback = {
  playing: boolean
  /** Seconds. */
  position: number
  duration: number
  speed: number
  ended: boolean
  /** Seconds a pause lasts at most; null: as long as it lasted. */
  idleLimit: number | null
}

export const SPEEDS = [0.5, 1, 1.5, 2, 4] as const

/** Characters given to the terminal at once: it throws what waits away when that becomes too much. */
const PIECE = 1 << 16
/** CAN ends a sequence that was cut in two by the frames, RIS makes all as it was (ECMA-48, DEC STD 070). */
const RESET = '\x18\x1bc'
/** Seconds between two tellings of where it is. */
const TICK = 0.1

/** The clock of one recording: what is drawn when. Time stands still while the terminal is busy with what it was given. */
export class Player {
  readonly #cast: Cast
  readonly #stage: Stage
  readonly #clock: Clock
  readonly #tell: (now: Playback) => void
  #timeline: Timeline
  #idleLimit: number | null
  #speed = 1
  #playing = false
  #position = 0
  /** When `#position` was right. */
  #since = 0
  #drawn = 0
  /** Where to be next; null while the stage shows what it should. */
  #target: number | null = null
  #drawing = false
  #closed = false
  #cancel: () => void = () => undefined
  #told = ''

  constructor(cast: Cast, stage: Stage, clock: Clock, tell: (now: Playback) => void) {
    this.#cast = cast
    this.#stage = stage
    this.#clock = clock
    this.#tell = tell
    this.#idleLimit = cast.idleLimit
    this.#timeline = timelineOf(cast, cast.idleLimit)
    stage.resize(cast.cols, cast.rows)
    this.#say()
  }

  get now(): Playback {
    const { duration } = this.#timeline
    const position = this.#target ?? this.#position
    return {
      playing: this.#playing,
      position,
      duration,
      speed: this.#speed,
      ended: !this.#playing && position >= duration,
      idleLimit: this.#idleLimit,
    }
  }

  /** While the terminal has not taken in yet what was given to it. */
  get busy(): boolean {
    return this.#drawing
  }

  /** From the beginning when it is at the end. */
  play(): void {
    if (this.#closed) return
    if (this.now.ended) this.seek(0)
    this.#playing = true
    this.#since = this.#clock.now()
    this.#say()
    this.#tick()
  }

  pause(): void {
    this.#catchUp()
    this.#playing = false
    this.#cancel()
    this.#say()
  }

  toggle(): void {
    if (this.#playing) this.pause()
    else this.play()
  }

  /** The last one asked for wins. */
  seek(seconds: number): void {
    this.#target = Math.min(Math.max(0, seconds), this.#timeline.duration)
    this.#say()
    if (!this.#drawing) void this.#draw()
  }

  jump(seconds: number): void {
    this.#catchUp()
    this.seek(this.now.position + seconds)
  }

  setSpeed(speed: number): void {
    this.#catchUp()
    this.#speed = speed
    this.#say()
  }

  /** One step faster (1) or slower (-1). */
  stepSpeed(step: -1 | 1): void {
    const at = SPEEDS.findIndex((speed) => speed >= this.#speed)
    this.setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + step))] ?? 1)
  }

  /** Stays at the moment that is shown. */
  limitPauses(limit: number | null): void {
    this.#catchUp()
    const next = timelineOf(this.#cast, limit)
    const move = (time: number) => sameMoment(this.#timeline, next, time)
    this.#position = move(this.#position)
    this.#target = this.#target === null ? null : move(this.#target)
    this.#timeline = next
    this.#idleLimit = limit
    this.#say()
  }

  dispose(): void {
    this.#closed = true
    this.#playing = false
    this.#cancel()
  }

  /** Takes over what has passed since it was last looked at. */
  #catchUp(): void {
    const now = this.#clock.now()
    if (this.#playing && !this.#drawing)
      this.#position = Math.min(this.#position + ((now - this.#since) / 1000) * this.#speed, this.#timeline.duration)
    this.#since = now
  }

  #tick(): void {
    this.#cancel()
    if (!this.#playing || this.#drawing) return
    this.#catchUp()
    this.#say()
    if (framesUntil(this.#timeline, this.#position) !== this.#drawn) void this.#draw()
    else if (this.#position >= this.#timeline.duration) this.pause()
    else this.#cancel = this.#clock.soon(() => this.#tick())
  }

  /** Draws until there is nothing left to draw at the moment it is. */
  async #draw(): Promise<void> {
    this.#drawing = true
    for (;;) {
      const target = this.#target
      this.#target = null
      if (target !== null) this.#position = target
      const until = framesUntil(this.#timeline, this.#position)
      if (until === this.#drawn || this.#closed) break
      // A jump is not to be watched; what is played is.
      if (target !== null) this.#stage.rebuild(true)
      if (until < this.#drawn) await this.#rewind()
      await this.#apply(until)
    }
    this.#drawing = false
    if (this.#closed) return
    this.#stage.rebuild(false)
    this.#since = this.#clock.now()
    this.#say()
    this.#tick()
  }

  async #rewind(): Promise<void> {
    this.#drawn = 0
    await this.#write(RESET)
    this.#stage.resize(this.#cast.cols, this.#cast.rows)
  }

  /** Up to this frame, or to where somebody wants to be elsewhere. */
  async #apply(until: number): Promise<void> {
    const { frames } = this.#timeline
    while (this.#drawn < until && this.#target === null && !this.#closed) {
      const frame = frames[this.#drawn]
      if (frame?.kind === 'r') {
        this.#drawn++
        this.#resize(frame.data)
        continue
      }
      let text = ''
      let at = this.#drawn
      for (; at < until && frames[at]?.kind === 'o' && text.length < PIECE; at++) text += frames[at]?.data ?? ''
      this.#drawn = at
      await this.#write(text)
    }
  }

  async #write(text: string): Promise<void> {
    for (let at = 0; at < text.length && !this.#closed; at += PIECE)
      await new Promise<void>((parsed) => this.#stage.write(text.slice(at, at + PIECE), parsed))
  }

  #resize(data: string): void {
    const size = sizeOf(data)
    if (size !== null) this.#stage.resize(size.cols, size.rows)
  }

  #say(): void {
    const { now } = this
    const words = JSON.stringify({ ...now, position: Math.floor(now.position / TICK) })
    if (words === this.#told || this.#closed) return
    this.#told = words
    this.#tell(now)
  }
}
