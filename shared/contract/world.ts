import { stream } from '../rpc/define.ts'
import { Container } from './containers.ts'
import type { Connection } from './hosts.ts'
import { Image } from './images.ts'
import { z } from './zod.ts'

/** Every noun whose entities main mirrors to the renderer. A new noun is one line here and one reader in main. */
export const entities = { containers: Container, images: Image }
export type Entities = { [N in keyof typeof entities]: z.infer<(typeof entities)[N]> }
export type Noun = keyof Entities
export const nouns = Object.keys(entities) as Noun[]

/**
 * One change of the world. `reset` forgets every entity: the start of a snapshot, or another host. `all` replaces a noun's entities, `put` and `drop` change some.
 * `at` is the wall clock of main, in milliseconds.
 */
export type Patch =
  | { t: 'reset'; at: number }
  | { t: 'connection'; connection: Connection; at: number }
  | { [N in Noun]: { t: 'all'; noun: N; items: Entities[N][]; at: number } }[Noun]
  | { [N in Noun]: { t: 'put'; noun: N; items: Entities[N][]; at: number } }[Noun]
  | { t: 'drop'; noun: Noun; ids: string[]; at: number }

export const world = {
  /** Everything there is, then every change. Patches come in batches; while the reader is slow they coalesce by (noun, id). */
  watch: stream(z.object({}), z.custom<Patch[]>(Array.isArray), 2),
}
