import type { EngineSource } from '../engine.ts'
import { type Arriving, Follow, type Joining, type Part } from './follow.ts'

/** The followed views that others may join, by the names their readers gave them. */
export class Views {
  readonly #engine: EngineSource
  readonly #views = new Map<string, Follow>()

  constructor(engine: EngineSource) {
    this.#engine = engine
  }

  /** The `logs.follow` stream. It can be joined from the moment it is asked for, however late its reader asks for the first batch. */
  follow(sources: readonly Arriving[], part: Part, view: string | undefined, signal: AbortSignal): AsyncIterable<Uint8Array<ArrayBuffer>> {
    const follow = new Follow(this.#engine, sources, part, view !== undefined)
    if (view === undefined) return follow.batches(signal)
    this.#views.set(view, follow)
    const forget = () => {
      if (this.#views.get(view) === follow) this.#views.delete(view)
    }
    // Cancelled before the first batch was asked for, its own end never comes.
    if (signal.aborted) forget()
    else signal.addEventListener('abort', forget, { once: true })
    return follow.batches(signal, forget)
  }

  /** False where no such view is followed, or it has other sources than the one who asks believes. */
  join(view: string, joining: Joining): boolean {
    return this.#views.get(view)?.join(joining) ?? false
  }
}
