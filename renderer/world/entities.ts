import { create } from 'zustand'
import type { Connection } from '../../shared/contract/hosts.ts'
import { type Entities, type Noun, nouns, type Patch } from '../../shared/contract/world.ts'

/** Entities by id; a Map, because ids come from outside and one may be `__proto__`. A changed noun is a new Map, an unchanged entity the same object. */
export type World = {
  connection: Connection
  entities: { [N in Noun]: ReadonlyMap<string, Entities[N]> }
  /** True once a noun was listed since the page was opened. */
  loaded: Record<Noun, boolean>
  /** Wall clock of main at the last patch, milliseconds; 0 before the first. */
  lastChange: number
  /** Wall clock when the connection stood last, milliseconds; 0 while it stands and before it ever did. */
  lostAt: number
}

export const emptyWorld = (): World => ({
  connection: { state: 'connecting', host: null },
  entities: Object.fromEntries(nouns.map((noun) => [noun, new Map()])) as unknown as World['entities'],
  loaded: Object.fromEntries(nouns.map((noun) => [noun, false])) as World['loaded'],
  lastChange: 0,
  lostAt: 0,
})

/** Pure: the world after a batch of patches. */
export function apply(world: World, patches: readonly Patch[]): World {
  const next: World = { ...world, entities: { ...world.entities }, loaded: { ...world.loaded } }
  const fresh = new Map<Noun, Map<string, unknown>>()
  const mapOf = (noun: Noun, start: Iterable<readonly [string, unknown]> = world.entities[noun]) => {
    const map = fresh.get(noun) ?? new Map(start)
    fresh.set(noun, map)
    return map
  }
  for (const patch of patches) {
    next.lastChange = patch.at
    if (patch.t === 'connection') {
      next.lostAt = lostAt(next, patch.connection, patch.at)
      next.connection = patch.connection
    } else if (patch.t === 'reset') {
      for (const noun of nouns) {
        fresh.set(noun, new Map())
        next.loaded[noun] = false
      }
    } else if (patch.t === 'all') {
      fresh.set(patch.noun, new Map(patch.items.map((item) => [item.id, item])))
      next.loaded[patch.noun] = true
    } else if (patch.t === 'put') {
      const map = mapOf(patch.noun)
      for (const item of patch.items) map.set(item.id, item)
    } else {
      const map = mapOf(patch.noun)
      for (const id of patch.ids) map.delete(id)
    }
  }
  for (const [noun, map] of fresh) (next.entities as Record<Noun, unknown>)[noun] = map
  return next
}

function lostAt({ connection, lostAt }: World, now: Connection, at: number): number {
  if (now.state === 'connected') return 0
  return connection.state === 'connected' ? at : lostAt
}

/** Pure: the world while the window itself has lost its backend. What is shown stays, and is not called live. */
export const unreachable = (world: World, at: number): World => {
  const connection: Connection = { state: 'connecting', host: world.connection.host }
  return { ...world, connection, lostAt: lostAt(world, connection, at) }
}

export const useWorld = create<World>(() => emptyWorld())
export const applyPatches = (patches: readonly Patch[]): void => useWorld.setState((world) => apply(world, patches))
export const markUnreachable = (): void => useWorld.setState((world) => unreachable(world, Date.now()))

/** False while nothing the user asks for could be done: then actions are disabled, with the reason beside them. */
export const useConnected = (): boolean => useWorld((world) => world.connection.state === 'connected')
/** The same for this moment, outside of what is drawn. */
export const isConnected = (): boolean => useWorld.getState().connection.state === 'connected'
