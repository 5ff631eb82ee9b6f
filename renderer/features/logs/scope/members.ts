import type { Container } from '../../../../shared/contract/containers.ts'
import { MAX_SOURCES } from '../../../../shared/contract/logs.ts'
import type { World } from '../../../world/entities.ts'
import type { Joining } from '../session.ts'
import type { LogTarget } from '../target.ts'
import { belongs, canLog, type LogScope, slotOf } from './scope.ts'

/** What members need of a session. */
export type Joinable = {
  readonly members: readonly LogTarget[]
  readonly tail: number
  join(joining: Joining): void
  rename(id: string, name: string): void
  /** Who belongs into it and finds no room. */
  leaveOut(targets: readonly LogTarget[]): void
}

type Seen = { name: string; slot: string | null }

/** Watches the world for containers that belong into a view: who takes the place of one that is gone, and who joins. */
export class Members {
  readonly #scope: LogScope
  readonly #session: Joinable
  /** Address of the engine that the view is about. */
  #host: string | undefined
  /** Containers of the view as they were seen last; what is gone cannot be looked up any more. */
  readonly #seen = new Map<string, Seen>()
  /** Those that were chosen, more than fit among them. */
  readonly #chosen: ReadonlySet<string>
  /** Those whose place was taken. */
  readonly #succeeded = new Set<string>()
  /** What there was when the view began: of such a one it has only the end, of a new one everything. */
  #known: ReadonlySet<string> | null = null
  #last: World['entities']['containers'] | null = null

  /** @param host the address of the engine that the view is about, where it stood already. */
  constructor(scope: LogScope, session: Joinable, world: World, chosen: readonly LogTarget[] = [], host?: string) {
    this.#scope = scope
    this.#chosen = new Set(chosen.map(({ id }) => id))
    this.#session = session
    this.#host = host ?? world.connection.host?.address
  }

  /** To be called at every change of the world. */
  look(world: World): void {
    const { containers } = world.entities
    // A list that is not whole, or another engine's, says nothing of who is gone.
    if (world.connection.state !== 'connected' || !world.loaded.containers) return
    this.#host ??= world.connection.host.address
    if (world.connection.host.address !== this.#host) return
    if (containers === this.#last) return
    this.#last = containers
    this.#known ??= new Set(containers.keys())
    this.#remember(containers)
    const members = new Set(this.#session.members.map(({ id }) => id))
    let room = MAX_SOURCES - [...members].filter((id) => containers.has(id)).length
    const leftOut: LogTarget[] = []
    // Who takes the place of one that is gone has its room.
    const newcomers = this.#newcomers(members, containers)
    newcomers.sort((a, b) => Number(a.gone === undefined) - Number(b.gone === undefined))
    for (const { container, gone } of newcomers) {
      const target: LogTarget = { id: container.id, name: container.name, ...(gone?.hue === undefined ? {} : { hue: gone.hue }) }
      if (room-- <= 0) {
        leftOut.push(target)
        continue
      }
      this.#seen.set(container.id, { name: container.name, slot: slotOf(container) })
      const tail = this.#known.has(container.id) ? this.#session.tail : 'all'
      this.#session.join({ target, as: gone === undefined ? 'joined' : 'recreated', tail })
    }
    this.#session.leaveOut(leftOut)
  }

  #newcomers(
    members: ReadonlySet<string>,
    containers: ReadonlyMap<string, Container>,
  ): { container: Container; gone: LogTarget | undefined }[] {
    const found = []
    for (const container of containers.values()) {
      const chosen = this.#chosen.has(container.id)
      if (members.has(container.id) || this.#seen.has(container.id) || !(chosen || canLog(container))) continue
      const gone = this.#goneFor(container, containers)
      if (gone === undefined && !chosen && !belongs(this.#scope, container)) continue
      if (gone !== undefined) this.#succeeded.add(gone.id)
      found.push({ container, gone })
    }
    return found
  }

  #remember(containers: ReadonlyMap<string, Container>): void {
    for (const { id, name } of this.#session.members) {
      const container = containers.get(id)
      if (container === undefined) {
        // Gone before it was ever seen here: its name is all that is known.
        if (!this.#seen.has(id)) this.#seen.set(id, { name, slot: null })
        continue
      }
      this.#seen.set(id, { name: container.name, slot: slotOf(container) })
      if (container.name !== name) this.#session.rename(id, container.name)
    }
  }

  /** The member that is gone and whose name or place in its project this one has. */
  #goneFor(container: Container, containers: ReadonlyMap<string, Container>): LogTarget | undefined {
    const slot = slotOf(container)
    return this.#session.members.findLast(({ id }) => {
      if (containers.has(id) || this.#succeeded.has(id)) return false
      const seen = this.#seen.get(id)
      return seen?.name === container.name || (slot !== null && seen?.slot === slot)
    })
  }
}
