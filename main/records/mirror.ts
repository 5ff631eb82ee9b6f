import type { Container } from '../../shared/contract/containers.ts'
import type { Patch } from '../../shared/contract/world.ts'

/** The containers of the connected host, as the world tells of them. */
export class Mirror {
  readonly containers = new Map<string, Container>()
  /** All of them are here: one that is not is not on the host. */
  whole = false

  /** Answers whether the host is another one now. */
  apply(patch: Patch): boolean {
    if (patch.t === 'reset') {
      this.containers.clear()
      this.whole = false
      return true
    }
    if (patch.t === 'drop') {
      if (patch.noun === 'containers') for (const id of patch.ids) this.containers.delete(id)
    } else if (patch.t !== 'connection' && patch.noun === 'containers') {
      if (patch.t === 'all') {
        this.containers.clear()
        this.whole = true
      }
      for (const item of patch.items) this.containers.set(item.id, item)
    }
    return false
  }
}
