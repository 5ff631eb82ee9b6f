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
  /** Of what was listed, the ids whose slow parts are still missing: they are `read` next, after the list was told. */
  unfinished?(items: readonly Entities[N][]): string[]
  /** Reads these again, in one request where the API can; those that are gone are simply missing from the answer. */
  read(engine: Engine, ids: string[], signal: AbortSignal): Promise<Entities[N][]>
  /**
   * Ids of this noun that the event may have changed; [] for none. `known` is what is mirrored now, for events that name
   * another object: a tag that moves touches the containers made from it. `'all'` where no id can be known: the list is read again.
   */
  affected(event: EngineEvent, known: ReadonlyMap<string, Entities[N]>): string[] | 'all'
  /**
   * For an event that the engine writes before its own list shows it: a wait that is over once the list does. null for any other,
   * which is read at once.
   */
  settle?(engine: Engine, event: EngineEvent, signal: AbortSignal): (() => Promise<unknown>) | null
}
