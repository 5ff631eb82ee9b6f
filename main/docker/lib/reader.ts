import type { Entities, Noun } from '../../../shared/contract/world.ts'
import type { Engine } from '../engine.ts'

/** One message of `/events`, normalised: `action` is cut at the first `:`, `health_status: healthy` -> `health_status`. */
export type EngineEvent = {
  type: string
  action: string
  /** What stood behind the `:`, '' for none. */
  actionDetail: string
  id: string
  attributes: Record<string, string>
  /** `sec.nnnnnnnnn`, as `since` takes it; nanoseconds do not fit a double. */
  time: string
}

/** How the watcher mirrors one noun. Each noun's file exports one. */
export type EntityReader<N extends Noun = Noun> = {
  noun: N
  list(engine: Engine, signal: AbortSignal): Promise<Entities[N][]>
  /** Slow parts of what was listed, each batch to be told as a `put`; started after the list was told, never awaited by it. */
  details?(engine: Engine, items: readonly Entities[N][], signal: AbortSignal): AsyncIterable<Entities[N][]>
  /**
   * Reads these again, in one request where the API can; those that are gone are simply missing from the answer.
   * The answer may hold others too, when their change came to light.
   */
  read(engine: Engine, ids: string[], signal: AbortSignal): Promise<Entities[N][]>
  /** Ids of this noun that the event may have changed; [] for none. */
  affected(event: EngineEvent): string[]
}
