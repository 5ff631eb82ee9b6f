import type { Connection } from '../../../shared/contract/hosts.ts'
import { type Entities, type Noun, nouns, type Patch } from '../../../shared/contract/world.ts'

type Pending = { all: boolean; put: Map<string, { id: string }>; drop: Set<string> }

/**
 * The patches that one window has not taken yet. However slow it is, there is at most one entry for each entity:
 * a later change of the same one takes the place of the earlier.
 */
export class Outbox {
  #reset = false
  #connection: Connection | null = null
  readonly #nouns = new Map<Noun, Pending>()
  #wake: (() => void) | null = null
  #ended = false

  push(patch: Patch): void {
    if (patch.t === 'reset') {
      this.#reset = true
      this.#nouns.clear()
    } else if (patch.t === 'connection') this.#connection = patch.connection
    else this.#change(patch)
    this.#stir()
  }

  #change(patch: Exclude<Patch, { t: 'reset' | 'connection' }>): void {
    const pending = this.#nouns.get(patch.noun) ?? { all: false, put: new Map(), drop: new Set() }
    if (patch.t === 'all') {
      this.#nouns.set(patch.noun, { all: true, put: new Map(patch.items.map((item) => [item.id, item])), drop: new Set() })
      return
    }
    this.#nouns.set(patch.noun, pending)
    if (patch.t === 'put') {
      for (const item of patch.items) {
        pending.put.set(item.id, item)
        pending.drop.delete(item.id)
      }
    } else {
      for (const id of patch.ids) {
        pending.put.delete(id)
        if (!pending.all) pending.drop.add(id)
      }
    }
  }

  /** Everything since the last time, in an order that can be applied; [] when nothing happened. */
  take(at: number = Date.now()): Patch[] {
    const patches: Patch[] = this.#reset ? [{ t: 'reset', at }] : []
    for (const noun of nouns) {
      const pending = this.#nouns.get(noun)
      if (pending !== undefined) patches.push(...changes(noun, pending, at))
    }
    // Last: nothing is called live before what it shows is there.
    if (this.#connection !== null) patches.push({ t: 'connection', connection: this.#connection, at })
    this.#reset = false
    this.#connection = null
    this.#nouns.clear()
    return patches
  }

  /** Batches until `end`; a reader that is away for long finds one batch of what changed meanwhile. */
  async *batches(): AsyncGenerator<Patch[]> {
    for (;;) {
      const patches = this.take()
      if (patches.length > 0) yield patches
      else if (this.#ended) return
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
    }
  }

  end(): void {
    this.#ended = true
    this.#stir()
  }

  #stir(): void {
    this.#wake?.()
    this.#wake = null
  }
}

function changes<N extends Noun>(noun: N, pending: Pending, at: number): Patch[] {
  const items = [...pending.put.values()] as Entities[N][]
  if (pending.all) return [{ t: 'all', noun, items, at } as Patch]
  return [
    ...(items.length > 0 ? [{ t: 'put', noun, items, at } as Patch] : []),
    ...(pending.drop.size > 0 ? [{ t: 'drop', noun, ids: [...pending.drop], at } as Patch] : []),
  ]
}
