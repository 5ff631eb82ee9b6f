import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Patch } from '../../../shared/contract/world.ts'
import { Outbox } from './outbox.ts'

type Item = { id: string; n: number }
const ids = fc.constantFrom('a', 'b', 'c', '__proto__')
const items = fc.uniqueArray(fc.record({ id: ids, n: fc.nat(9) }), { selector: (i) => i.id })
const patch: fc.Arbitrary<Patch> = fc
  .oneof(
    fc.record({ t: fc.constant('all'), noun: fc.constantFrom('containers', 'images'), items, at: fc.constant(1) }),
    fc.record({ t: fc.constant('put'), noun: fc.constantFrom('containers', 'images'), items, at: fc.constant(1) }),
    fc.record({ t: fc.constant('drop'), noun: fc.constantFrom('containers', 'images'), ids: fc.array(ids), at: fc.constant(1) }),
    fc.record({ t: fc.constant('reset'), at: fc.constant(1) }),
  )
  .map((p) => p as unknown as Patch)

/** The plain meaning of patches. */
function apply(patches: readonly Patch[]): Record<string, Map<string, Item>> {
  const world: Record<string, Map<string, Item>> = { containers: new Map(), images: new Map() }
  for (const p of patches) {
    if (p.t === 'reset') for (const map of Object.values(world)) map.clear()
    else if (p.t !== 'connection') {
      const map = world[p.noun] ?? new Map<string, Item>()
      if (p.t === 'all') map.clear()
      if (p.t === 'drop') for (const id of p.ids) map.delete(id)
      else for (const item of p.items as unknown as Item[]) map.set(item.id, item)
    }
  }
  return world
}

describe('Outbox', () => {
  it('means the same however the patches are taken, and holds one entry an entity', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(patch, fc.boolean())), (sent) => {
        const box = new Outbox()
        const got: Patch[] = []
        for (const [p, takeNow] of sent) {
          box.push(p)
          if (takeNow) got.push(...box.take(1))
        }
        const last = box.take(1)
        expect(apply([...got, ...last])).toEqual(apply(sent.map(([p]) => p)))
        const touched = last.flatMap((p) =>
          'items' in p ? p.items.map((i) => `${p.noun} ${i.id}`) : 'ids' in p ? p.ids.map((id) => `${p.noun} ${id}`) : [],
        )
        expect(new Set(touched).size).toBe(touched.length)
      }),
    )
  })

  it('wakes a waiting reader, and ends', async () => {
    const box = new Outbox()
    const seen: Patch[][] = []
    const reading = (async () => {
      for await (const batch of box.batches()) seen.push(batch)
    })()
    await Promise.resolve()
    box.push({ t: 'drop', noun: 'containers', ids: ['a'], at: 1 })
    await expect.poll(() => seen.length).toBe(1)
    box.end()
    await reading
    expect(seen[0]).toMatchObject([{ t: 'drop', ids: ['a'] }])
  })
})
