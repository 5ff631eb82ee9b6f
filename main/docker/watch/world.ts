import type { Connection } from '../../../shared/contract/hosts.ts'
import type { Entities, Noun, Patch } from '../../../shared/contract/world.ts'
import type { Change } from './mirror.ts'
import { Outbox } from './outbox.ts'

/** What main knows of the chosen host, and the windows that are told of it. */
export type MirroredWorld = {
  readonly connection: Connection
  /** True when entities are shown, be they of now or of a connection that is gone. */
  hasEntities(): boolean
  /** Another host: nothing that was known counts. */
  forget(): void
  say(connection: Connection): void
  publish<N extends Noun>(noun: N, change: Change<Entities[N]>): void
  /** A snapshot, then every change, until the signal. */
  watch(signal: AbortSignal): AsyncIterable<Patch[]>
  close(): void
}

export function createWorld(): MirroredWorld {
  let connection: Connection = { state: 'connecting', host: null }
  const copies = new Map<Noun, Map<string, { id: string }>>()
  const outboxes = new Set<Outbox>()
  const send = (patch: Patch) => {
    for (const outbox of outboxes) outbox.push(patch)
  }

  function* snapshot(at: number): Generator<Patch> {
    yield { t: 'reset', at }
    for (const [noun, items] of copies) yield { t: 'all', noun, items: [...items.values()], at } as Patch
    yield { t: 'connection', connection, at }
  }

  async function* watch(signal: AbortSignal): AsyncGenerator<Patch[]> {
    const outbox = new Outbox()
    const leave = () => outbox.end()
    signal.addEventListener('abort', leave, { once: true })
    if (signal.aborted) leave()
    for (const patch of snapshot(Date.now())) outbox.push(patch)
    outboxes.add(outbox)
    try {
      yield* outbox.batches()
    } finally {
      outboxes.delete(outbox)
      signal.removeEventListener('abort', leave)
    }
  }

  return {
    get connection() {
      return connection
    },
    hasEntities: () => copies.size > 0,
    forget() {
      copies.clear()
      send({ t: 'reset', at: Date.now() })
    },
    say(next) {
      connection = next
      send({ t: 'connection', connection, at: Date.now() })
    },
    publish(noun, change) {
      const at = Date.now()
      if (change.t === 'all') {
        copies.set(noun, new Map(change.items.map((item) => [item.id, item])))
        send({ t: 'all', noun, items: change.items, at } as Patch)
        return
      }
      const copy = copies.get(noun) ?? new Map<string, { id: string }>()
      for (const item of change.put) copy.set(item.id, item)
      for (const id of change.drop) copy.delete(id)
      if (change.put.length > 0) send({ t: 'put', noun, items: change.put, at } as Patch)
      if (change.drop.length > 0) send({ t: 'drop', noun, ids: change.drop, at })
    },
    watch,
    close() {
      for (const outbox of outboxes) outbox.end()
    },
  }
}
